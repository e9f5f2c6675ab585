import type { Language } from './language.ts'
import type { Sentence } from './sentence.ts'
import type { ParameterOf } from './translate.ts'

/**
 * Why a mail stopped or became what it became, where the database keeps it as one sentence: in English, with `{name}` for what differs.
 * It is read in other languages by that sentence, so one that changes is shown in English where it was kept before.
 */
export const keptReasons = {
  'listens-only': { en: '{address} is set to listen only', fr: '{address} ne fait qu’écouter (listen-only)' },
  'nothing-to-tell': { en: 'nothing is left to tell', fr: 'il n’y a plus rien à dire' },
  'in-digest': { en: 'in the digest of mail {id}', fr: 'dans le récapitulatif du message {id}' },
  released: { en: 'released by hand', fr: 'libéré à la main' },
  'ticket-bound': {
    en: 'more than {most} mails to this person about this ticket within an hour',
    fr: 'plus de {most} messages à cette personne sur ce ticket en une heure',
  },
  'address-bound': {
    en: 'more than {most} mails to this address within an hour',
    fr: 'plus de {most} messages à cette adresse en une heure',
  },
  'no-smtputf8': {
    en: 'the server takes no address with such letters (it does not offer SMTPUTF8)',
    fr: 'le serveur ne prend pas d’adresse avec de telles lettres (il n’offre pas SMTPUTF8)',
  },
  'larger-than-taken': {
    en: 'the mail is larger than the {most} octets that the server takes',
    fr: 'le message dépasse les {most} octets que le serveur accepte',
  },
  'three-days': {
    en: 'tried for three days, the last time: {last}',
    fr: 'essayé pendant trois jours, la dernière fois : {last}',
  },
  'person-unknown': { en: 'the person is no longer known', fr: 'la personne n’est plus connue' },
  'person-erased': { en: 'the person was erased', fr: 'la personne a été effacée' },
  'ticket-gone': { en: 'the ticket is gone', fr: 'le ticket n’existe plus' },
  'ticket-deleted': { en: 'the ticket was deleted', fr: 'le ticket a été supprimé' },
  'followup-deleted': { en: 'the followup was deleted', fr: 'le suivi a été supprimé' },
  'solution-deleted': { en: 'the solution was deleted', fr: 'la solution a été supprimée' },
  'item-private': { en: 'the {item} became private', fr: 'ce qu’il montre est devenu privé ({item})' },
  'not-for-requesters': {
    en: 'the person asked for the ticket: private items are not for them',
    fr: 'la personne est le demandeur du ticket : ce qui est privé n’est pas pour elle',
  },
  'private-for-nobody': {
    en: 'nobody known may see a private item',
    fr: 'personne de connu ne peut voir ce qui est privé',
  },
  'works-elsewhere': {
    en: 'the person no longer works for the entity',
    fr: 'la personne ne travaille plus pour l’entité',
  },
  'takes-no-part': {
    en: 'the person no longer takes part in the ticket',
    fr: 'la personne ne participe plus au ticket',
  },
  'too-large': {
    en: 'too-large: the mail has {size} octets, more than the {most} that this desk takes; only its head is kept.',
    fr: 'trop volumineux : le message compte {size} octets, plus que les {most} que ce support accepte ; seul son début est gardé.',
  },
  'answers-closed': { en: 'it answers a closed ticket', fr: 'il répond à un ticket clos' },
  'quotes-only': {
    en: 'nothing shows that its sender takes part in the ticket that it quotes',
    fr: 'rien ne montre que son expéditeur participe au ticket qu’il cite',
  },
  forwards: { en: 'it forwards a mail of that ticket', fr: 'il transfère un message de ce ticket' },
  'not-the-technicians': {
    en: 'held: the technician says that this mail is not theirs',
    fr: 'retenu : le technicien dit que ce message n’est pas de sa main',
  },
  'nobody-said': {
    en: 'held: nobody said within {days} days whether this mail is theirs',
    fr: 'retenu : personne n’a dit en {days} jours si ce message est de sa main',
  },
  'address-not-known': {
    en: 'held: those whom it answers for do not know the address',
    fr: 'retenu : ceux pour qui il répond ne connaissent pas l’adresse',
  },
} as const satisfies Record<string, Sentence>

type Key = keyof typeof keptReasons
type Parameters<K extends Key> = Record<ParameterOf<(typeof keptReasons)[K]['en']>, string | number>

/** A reason as the database keeps it. */
export function keptReason<K extends Key>(
  key: K,
  ...rest: ParameterOf<(typeof keptReasons)[K]['en']> extends never ? [] : [Parameters<K>]
): string {
  return fill(keptReasons[key].en, rest[0] ?? {})
}

/** A kept reason in a language; as it is where it is an answer of a server, or none of ours. */
export function readKeptReason(kept: string, language: Language): string {
  if (language === 'en') return kept
  for (const reason of Object.values(keptReasons)) {
    const found = patternOf(reason.en).exec(kept)
    if (found) return fill(reason[language], found.groups ?? {})
  }
  return kept
}

function fill(text: string, parameters: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(parameters[name] ?? whole))
}

/** At most two parameters, anchored at both ends: its time grows no worse than the square of the few hundred characters that are kept. */
function patternOf(text: string): RegExp {
  const plain = text.replaceAll(/[.*+?^$()[\]|\\]/g, '\\$&')
  return new RegExp(`^${plain.replaceAll(/\{(\w+)\}/g, '(?<$1>.*?)')}$`, 's')
}
