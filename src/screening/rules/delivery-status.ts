import { isNoticeSubject, isPostmaster } from '../bounce/notice-words.ts'
import { bounceParts, readBounce } from '../bounce/read-bounce.ts'
import type { Finding, Rule } from '../rule.ts'
import type { Bounce } from '../types.ts'

/** A delivery status notification of RFC 3464: what its recipients' actions say, not what its subject says. */
export const deliveryStatus: Rule = {
  id: 'delivery-status',
  find(mail) {
    const parts = bounceParts(mail)
    if (parts.status.length === 0) return null
    const sender = mail.from ?? { address: '', name: '' }
    const reported = mail.report?.fields !== undefined && mail.report.fields !== ''
    if (!reported && !isPostmaster(sender.address, sender.name) && !isNoticeSubject(mail.subject)) return null
    return judge(readBounce(mail, parts))
  },
}

function judge(bounce: Bounce): Finding {
  const actions = new Set(bounce.recipients.map(({ action }) => action))
  const first = bounce.recipients[0]
  const about = `${first?.address ?? ''} ${first?.status ?? ''}`.trim()
  if (actions.has('failed'))
    return { kind: 'bounce', reason: `RFC 3464: delivery failed (${about})`, weak: false, bounce }
  if (actions.has('delayed'))
    return { kind: 'delivery-delay', reason: `RFC 3464: delivery is delayed (${about})`, weak: false, bounce }
  return { kind: 'auto-generated', reason: `RFC 3464: ${[...actions].join(', ')} (${about})`, weak: false, bounce }
}
