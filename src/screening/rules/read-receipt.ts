import { blockValue, readBlocks } from '../bounce/field-block.ts'
import type { Rule } from '../rule.ts'

/** A message disposition notification: read, displayed, deleted unread (RFC 8098). */
export const readReceipt: Rule = {
  id: 'read-receipt',
  find(mail) {
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
