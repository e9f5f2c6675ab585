import { alike } from '../../i18n/sentence.ts'
import type { ParsedMail } from '../../mail/types.ts'
import { isNoticeSubject, isPostmaster } from '../bounce/notice-words.ts'
import { bounceParts, readBounce } from '../bounce/read-bounce.ts'
import { boundedSubject, headerWord } from '../header.ts'
import type { Finding, Rule } from '../rule.ts'
import type { Bounce } from '../types.ts'

/** A delivery status notification of RFC 3464: what its recipients' actions say, not what its subject says. */
export const deliveryStatus: Rule = {
  id: 'delivery-status',
  find(mail) {
    if (!isNotification(mail)) return null
    const parts = bounceParts(mail)
    return parts.status.length === 0 ? null : judge(readBounce(mail, parts))
  },
}

/** How people's clients begin the subject of what they pass on, status part and all. @internal For its test. */
export const passedOn =
  /^\s{0,5}(?:re|fwd?|tr|wg|aw|rv|enc|i|r|sv|vs|vl|doorst|antw|rif)\s{0,2}(?:\[\d{1,3}\])?\s{0,2}:/i

/** True for a multipart/report, and for a mail system's mail whose structure was lost; a person who forwards such a mail asks about it. */
function isNotification(mail: ParsedMail): boolean {
  const { address, name } = mail.from ?? { address: '', name: '' }
  if (headerWord(mail, 'content-type').startsWith('multipart/report') || isPostmaster(address, name)) return true
  if (isNoticeSubject(mail.subject)) return true
  const attached = mail.report !== null && mail.report.fields !== ''
  return attached && !passedOn.test(boundedSubject(mail))
}

function judge(bounce: Bounce): Finding {
  const actions = new Set(bounce.recipients.map(({ action }) => action))
  const first = bounce.recipients[0]
  const about = `${first?.address ?? ''} ${first?.status ?? ''}`.trim()
  if (actions.has('failed'))
    return {
      kind: 'bounce',
      reason: { en: `RFC 3464: delivery failed (${about})`, fr: `RFC 3464 : la remise a échoué (${about})` },
      weak: false,
      bounce,
    }
  if (actions.has('delayed'))
    return {
      kind: 'delivery-delay',
      reason: { en: `RFC 3464: delivery is delayed (${about})`, fr: `RFC 3464 : la remise est retardée (${about})` },
      weak: false,
      bounce,
    }
  return {
    kind: 'auto-generated',
    reason: alike(`RFC 3464: ${[...actions].join(', ')} (${about})`),
    weak: false,
    bounce,
  }
}
