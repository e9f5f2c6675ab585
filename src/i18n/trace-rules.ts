import type { Sentence } from './sentence.ts'

/** What the rule of a step means, where its name and the sentence of the step do not tell; by `step/rule`. */
export const traceRules: Readonly<Record<string, Sentence>> = {
  'parse/ok': { en: 'nothing unusual', fr: 'le message se lit sans réserve' },
  'reply/whole': { en: 'nothing was taken away', fr: 'rien n’a été retiré' },
  'thread/mark-in-address': {
    en: 'the reply address carries our mark',
    fr: 'l’adresse de réponse porte notre marque',
  },
  'thread/mark-in-references': { en: 'it answers a mail of ours', fr: 'il répond à un de nos messages' },
  'thread/known-message-id': {
    en: 'it answers a mail that is known here',
    fr: 'il répond à un message déjà connu',
  },
  'thread/subject-tag': {
    en: 'its subject carries the number of the ticket',
    fr: 'son objet porte le numéro du ticket',
  },
  'effect/nothing-new': { en: 'the reply is empty', fr: 'la réponse est vide' },
  'effect/technician-writes': { en: 'a technician writes', fr: 'un technicien écrit' },
  'effect/sign-of-a-machine': {
    en: 'a sign of a machine forbids any change of state',
    fr: 'un signe de machine interdit tout changement d’état',
  },
  'effect/not-to-be-read': {
    en: 'its words cannot be read here, or answer what was not for its writer: no state changes',
    fr: 'ses mots ne peuvent être lus ici, ou répondent à ce qui n’était pas pour son auteur : aucun état ne change',
  },
  'effect/not-to-be-read-after-closing': {
    en: 'its words cannot be read here, or answer what was not for its writer, and the ticket is closed: a new linked one is opened',
    fr: 'ses mots ne peuvent être lus ici, ou répondent à ce qui n’était pas pour son auteur, et le ticket est clos : un nouveau ticket lié est ouvert',
  },
  'effect/greeting-answers-nothing': {
    en: 'a greeting alone answers nothing',
    fr: 'une salutation seule ne répond à rien',
  },
  'effect/works-before-any-solution': {
    en: 'it works before any solution: the technician is offered to close',
    fr: 'cela marche avant toute solution : la clôture est proposée au technicien',
  },
  'effect/thanks-answer-nothing': { en: 'thanks alone change nothing', fr: 'des remerciements seuls ne changent rien' },
  'effect/requester-goes-on': { en: 'the requester goes on', fr: 'le demandeur poursuit l’échange' },
  'effect/approves': { en: 'the requester approves the solution', fr: 'le demandeur approuve la solution' },
  'effect/approves-another': {
    en: 'the solution that it approves was replaced since',
    fr: 'la solution approuvée a été remplacée depuis',
  },
  'effect/thanks-change-nothing': { en: 'thanks change nothing', fr: 'des remerciements ne changent rien' },
  'effect/words-refuse': {
    en: 'the requester’s words refuse the solution',
    fr: 'les mots du demandeur refusent la solution',
  },
  'effect/thanks-after-closing': {
    en: 'thanks after the closing reopen nothing',
    fr: 'des remerciements après la clôture ne rouvrent rien',
  },
  'effect/reopens': {
    en: 'the entity lets a reply reopen a ticket that was closed that lately',
    fr: 'l’entité laisse une réponse rouvrir un ticket clos depuis si peu',
  },
  'effect/closed': {
    en: 'the ticket is closed: a new linked one is opened',
    fr: 'le ticket est clos : un nouveau ticket lié est ouvert',
  },
  'effect/followup': { en: 'words that change no state', fr: 'des mots qui ne changent aucun état' },
  'effect/technician-forward': {
    en: 'a technician forwards: the ticket is opened for whoever wrote first',
    fr: 'un technicien transfère : le ticket est ouvert pour l’auteur d’origine',
  },
  'effect/technician-writes-out': {
    en: 'a technician writes to somebody, with the desk in copy',
    fr: 'un technicien écrit à quelqu’un, le support en copie',
  },
  'commands/read': { en: 'orders were read', fr: 'des ordres ont été lus' },
  'commands/not-allowed': {
    en: 'its author may not give this order',
    fr: 'cet ordre n’est pas permis à son auteur',
  },
  'commands/not-possible-now': {
    en: 'the state of the ticket does not allow this order',
    fr: 'cet ordre est impossible dans l’état du ticket',
  },
}
