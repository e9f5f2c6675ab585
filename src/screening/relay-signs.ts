import type { ParsedMail } from '../mail/types.ts'

/** Fields that mailing lists and forwarders write. */
const relayFields: ReadonlyMap<string, string> = new Map([
  ['list-id', 'a mailing list'],
  ['list-post', 'a mailing list'],
  ['mailing-list', 'a mailing list'],
  ['x-mailman-version', 'a mailing list'],
  ['x-beenthere', 'a mailing list'],
  ['resent-from', 'a person who resent it'],
  ['resent-sender', 'a person who resent it'],
  ['x-forwarded-to', 'a forwarder'],
  ['x-forwarded-for', 'a forwarder'],
  ['x-forwarded-encrypted', 'a forwarder'],
  ['x-ms-exchange-inbox-rules-loop', 'a forwarder'],
  ['arc-seal', 'a relay that seals'],
])

/** Sender rewriting (SRS) and Gmail’s own form of it. */
const rewrittenSender = /^(?:srs[01][=+-]|[^@]*\+caf_=)/i

/**
 * What says that a mail came through somebody who may have changed it or sent it on, or null. All of it could be written by
 * the sender: it turns a refusal into an unproved mail, and never adds proof.
 */
export function relaySign(mail: ParsedMail, envelopeFrom: string | null): string | null {
  if (envelopeFrom !== null && rewrittenSender.test(envelopeFrom.slice(0, 320)))
    return 'a forwarder (rewritten envelope)'
  for (const { name } of mail.headers) {
    const relay = relayFields.get(name)
    if (relay !== undefined) return `${relay} (${name})`
  }
  return null
}
