import type { Sentence } from '../i18n/sentence.ts'
import type { ParseNote } from '../mail/types.ts'
import type { MailKind, Proof } from '../screening/types.ts'
import { noteWords, ruleWords } from './explain-rules.ts'

/** The words of `guichet mail explain`, in one language. */
export interface ExplainWords {
  headings: Readonly<
    Record<
      | 'from'
      | 'to'
      | 'cc'
      | 'subject'
      | 'date'
      | 'kind'
      | 'signs'
      | 'bounce'
      | 'proof'
      | 'forward'
      | 'text'
      | 'quoted'
      | 'signature'
      | 'attachments'
      | 'commands'
      | 'unknown'
      | 'notes',
      string
    >
  >
  kinds: Readonly<Record<MailKind, string>>
  proofs: Readonly<Record<Proof, string>>
  nobody: string
  noSubject: string
  noDate: string
  /** Behind the date: it is the sender's claim. */
  claimed: string
  /** The rule that decided and, in its own words, why; without a reason only what the rule looks at. */
  why: (rule: string, reason: Sentence | null) => string
  /** What a rule that cut went by. */
  rule: (name: string) => string
  note: (note: ParseNote) => string
  noRule: string
  forwardOf: (person: string, subject: string) => string
  forwardComment: string
  forwardText: string
  /** Nothing new beside what was cut. */
  emptyText: string
  /** The mail never had a text. */
  noText: string
  /** The file has no header at all. */
  noMail: string
  signed: string
  interleaved: string
  nothing: string
  cutBy: (lines: number, rules: readonly string[]) => string
  more: (lines: number) => string
  inline: string
  suggestion: (word: string) => string
  notChecked: string
  unreadable: (file: string, reason: string) => string
  failed: (count: number) => string
}

const en: ExplainWords = {
  headings: {
    from: 'From',
    to: 'To',
    cc: 'Copy',
    subject: 'Subject',
    date: 'Date',
    kind: 'Kind',
    signs: 'Signs',
    bounce: 'Failed for',
    proof: 'Sender',
    forward: 'Forward',
    text: 'New text',
    quoted: 'Quoted',
    signature: 'Signature',
    attachments: 'Attached',
    commands: 'Commands',
    unknown: 'Unknown',
    notes: 'Notes',
  },
  kinds: {
    human: 'written by a person',
    'auto-reply': 'an automatic reply',
    'auto-generated': 'written by a machine',
    bounce: 'a mail that could not be delivered comes back',
    'delivery-delay': 'a notice that delivery is late',
    'feedback-report': 'a complaint about one of our mails',
    bulk: 'a mailing to many',
    loop: 'one of our own mails coming back',
  },
  proofs: {
    verified: 'verified',
    tokened: 'has seen our mail',
    unverified: 'not verified',
    failed: 'the check failed',
  },
  nobody: 'nobody',
  noSubject: '(no subject)',
  noDate: '(none that can be read)',
  claimed: 'as the sender says',
  why: (rule, reason) => `${rule === 'none' ? '' : `rule ${rule}: `}${reason?.en ?? ruleWords[rule]?.[0] ?? rule}`,
  rule: (name) => ruleWords[name]?.[0] ?? name,
  note: ({ code, detail }) => `${noteWords[code][0]}${detail.en === '' ? '' : ` (${detail.en})`}`,
  noRule: 'no rule matched',
  forwardOf: (person, subject) => `of a mail by ${person}${subject === '' ? '' : `, “${subject}”`}`,
  forwardComment: 'Comment above it',
  forwardText: 'The forwarded text',
  noText: '(none: the mail has no text)',
  noMail: 'This is hardly a mail: it has none of a mail’s headers.',
  signed: 'It is signed (S/MIME or PGP): the signature is kept as a file and is not checked.',
  emptyText: '(empty: nothing is left once what was quoted is taken away)',
  interleaved: 'Answers stand between quoted lines: the whole is kept.',
  nothing: 'none',
  cutBy: (lines, rules) =>
    `${lines} ${lines === 1 ? 'line' : 'lines'} cut${rules.length === 0 ? '' : `, known by ${rules.join('; ')}`}`,
  more: (lines) => `… ${lines} more ${lines === 1 ? 'line' : 'lines'} (--full shows them)`,
  inline: 'shown in the text',
  suggestion: (word) => `did you mean ${word}?`,
  notChecked: 'signatures were not checked (--no-dns)',
  unreadable: (file, reason) => `${file}: cannot be read: ${reason}`,
  failed: (count) => `${count} ${count === 1 ? 'file' : 'files'} could not be read`,
}

const fr: ExplainWords = {
  headings: {
    from: 'De',
    to: 'À',
    cc: 'Copie',
    subject: 'Objet',
    date: 'Date',
    kind: 'Nature',
    signs: 'Indices',
    bounce: 'Non remis à',
    proof: 'Expéditeur',
    forward: 'Transfert',
    text: 'Texte nouveau',
    quoted: 'Cité',
    signature: 'Signature',
    attachments: 'Pièces jointes',
    commands: 'Commandes',
    unknown: 'Inconnues',
    notes: 'Remarques',
  },
  kinds: {
    human: 'écrit par une personne',
    'auto-reply': 'une réponse automatique',
    'auto-generated': 'écrit par une machine',
    bounce: 'un message qui n’a pas pu être remis nous revient',
    'delivery-delay': 'un avis de retard de remise',
    'feedback-report': 'une plainte au sujet d’un de nos messages',
    bulk: 'un envoi en nombre',
    loop: 'un de nos propres messages qui nous revient',
  },
  proofs: {
    verified: 'vérifié',
    tokened: 'a vu notre message',
    unverified: 'non vérifié',
    failed: 'la vérification a échoué',
  },
  nobody: 'personne',
  noSubject: '(sans objet)',
  noDate: '(aucune qui soit lisible)',
  claimed: 'selon l’expéditeur',
  why: (rule, reason) => `${rule === 'none' ? '' : `règle ${rule} : `}${reason?.fr ?? ruleWords[rule]?.[1] ?? rule}`,
  rule: (name) => ruleWords[name]?.[1] ?? name,
  note: ({ code, detail }) => `${noteWords[code][1]}${detail.fr === '' ? '' : ` (${detail.fr})`}`,
  noRule: 'aucune règle ne s’applique',
  forwardOf: (person, subject) => `d’un message de ${person}${subject === '' ? '' : `, « ${subject} »`}`,
  forwardComment: 'Le commentaire au-dessus',
  forwardText: 'Le texte transféré',
  noText: '(aucun : le message n’a pas de texte)',
  noMail: 'Ce n’est guère un message : il n’a aucun des en-têtes d’un message.',
  signed: 'Il est signé (S/MIME ou PGP) : la signature est gardée comme fichier et n’est pas vérifiée.',
  emptyText: '(vide : il ne reste rien une fois retiré ce qui était cité)',
  interleaved: 'Des réponses se trouvent entre les lignes citées : tout est gardé.',
  nothing: 'aucune',
  cutBy: (lines, rules) =>
    `${lines} ${lines === 1 ? 'ligne retirée' : 'lignes retirées'}${rules.length === 0 ? '' : `, à cause de : ${rules.join(' ; ')}`}`,
  more: (lines) => `… encore ${lines} ${lines === 1 ? 'ligne' : 'lignes'} (--full les montre)`,
  inline: 'montrée dans le texte',
  suggestion: (word) => `vouliez-vous dire ${word} ?`,
  notChecked: 'les signatures n’ont pas été vérifiées (--no-dns)',
  unreadable: (file, reason) => `${file} : lecture impossible : ${reason}`,
  failed: (count) => `${count} ${count === 1 ? 'fichier n’a pas pu être lu' : 'fichiers n’ont pas pu être lus'}`,
}

export const explainWords = { en, fr } as const
export type ExplainLanguage = keyof typeof explainWords
