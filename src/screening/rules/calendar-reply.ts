import type { ParsedMail } from '../../mail/types.ts'
import { headerWord } from '../header.ts'
import { screeningLimits } from '../limits.ts'
import type { Rule } from '../rule.ts'

/** An answer to an invitation that a calendar sent: iTIP METHOD:REPLY (RFC 5546), RFC 6047's method parameter. A comment typed with it keeps it human. */
export const calendarReply: Rule = {
  id: 'calendar-reply',
  find(mail, facts) {
    if (!answersInvitation(mail)) return null
    const wordy = mail.text.replace(/[\s*~_=-]+/g, ' ').trim().length > 40
    return {
      kind: 'auto-reply',
      reason: {
        en: 'a calendar answers an invitation (METHOD:REPLY)',
        fr: 'un agenda répond à une invitation (METHOD:REPLY)',
      },
      weak: wordy || facts.answersOurs,
    }
  },
}

function answersInvitation(mail: ParsedMail): boolean {
  if (/;\s*method="?(?:reply|counter|declinecounter|refresh)\b/.test(headerWord(mail, 'content-type'))) return true
  if (/^ipm\.schedule\.meeting\.resp/.test(headerWord(mail, 'content-class').replace('urn:content-classes:', '')))
    return true
  return mail.attachments.some(({ declaredType, text }) => {
    const calendar = declaredType === 'text/calendar' || declaredType === 'application/ics'
    return calendar && /^method\s*:\s*(?:reply|counter)\s*$/im.test((text ?? '').slice(0, screeningLimits.noticeChars))
  })
}
