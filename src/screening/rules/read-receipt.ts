import type { ParsedMail } from '../../mail/types.ts'
import { blockValue, readBlocks } from '../bounce/field-block.ts'
import { boundedSubject } from '../header.ts'
import { screeningLimits } from '../limits.ts'
import type { Rule } from '../rule.ts'

/** How Outlook begins its subject. @internal For its test. */
export const receiptSubject = /^(?:read|not read|lu|non lu)\s?:/i

/** All that such a receipt says, with the mail's own lines in between. @internal For its test. */
export const receiptWords =
  /^(?:your message|votre message) .{1,600} (?:was read on|was deleted without being read on|a été lu le|a été supprimé sans être lu le) .{4,60}$/i

/** A message disposition notification: read, displayed, deleted unread (RFC 8098); or its words, of which a gateway has left no more. */
export const readReceipt: Rule = {
  id: 'read-receipt',
  find(mail) {
    if (isReceiptInWords(mail))
      return {
        kind: 'auto-reply',
        reason: { en: 'the words of a read receipt of Outlook', fr: 'les mots d’un accusé de lecture d’Outlook' },
        weak: false,
      }
    const disposition = blockValue(readBlocks(mail.report?.fields ?? '').flat(), 'disposition')
    if (disposition === '' && mail.report?.type !== 'disposition-notification') return null
    return {
      kind: 'auto-reply',
      reason: {
        en: `RFC 8098: read receipt (${disposition.slice(0, 80) || 'no disposition'})`,
        fr: `RFC 8098 : accusé de lecture (${disposition.slice(0, 80) || 'sans disposition'})`,
      },
      weak: false,
    }
  },
}

function isReceiptInWords(mail: ParsedMail): boolean {
  const text = mail.text.slice(0, screeningLimits.lineChars).replaceAll(/\s+/g, ' ').trim()
  return receiptSubject.test(boundedSubject(mail)) && receiptWords.test(text)
}
