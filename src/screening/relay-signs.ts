import { type Sentence, sentence } from '../i18n/sentence.ts'
import type { ParsedMail } from '../mail/types.ts'

const aList: Sentence = { en: 'a mailing list', fr: 'une liste de diffusion' }
const aPerson: Sentence = { en: 'a person who resent it', fr: 'une personne qui l’a renvoyé' }
const aForwarder: Sentence = { en: 'a forwarder', fr: 'une redirection' }

/** Fields that mailing lists and forwarders write. */
const relayFields: ReadonlyMap<string, Sentence> = new Map([
  ['list-id', aList],
  ['list-post', aList],
  ['mailing-list', aList],
  ['x-mailman-version', aList],
  ['x-beenthere', aList],
  ['resent-from', aPerson],
  ['resent-sender', aPerson],
  ['x-forwarded-to', aForwarder],
  ['x-forwarded-for', aForwarder],
  ['x-forwarded-encrypted', aForwarder],
  ['x-ms-exchange-inbox-rules-loop', aForwarder],
  ['arc-seal', { en: 'a relay that seals', fr: 'un relais qui scelle' }],
])

/** Sender rewriting (SRS) and Gmail’s own form of it. */
const rewrittenSender = /^(?:srs[01][=+-]|[^@]*\+caf_=)/i

/**
 * What says that a mail came through somebody who may have changed it or sent it on, or null. All of it could be written by
 * the sender: it turns a refusal into an unproved mail, and never adds proof.
 */
export function relaySign(mail: ParsedMail, envelopeFrom: string | null): Sentence | null {
  if (envelopeFrom !== null && rewrittenSender.test(envelopeFrom.slice(0, 320)))
    return { en: 'a forwarder (rewritten envelope)', fr: 'une redirection (enveloppe réécrite)' }
  for (const { name } of mail.headers) {
    const relay = relayFields.get(name)
    if (relay !== undefined) return sentence((language) => `${relay[language]} (${name})`)
  }
  return null
}
