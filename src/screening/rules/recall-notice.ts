import { boundedSubject } from '../header.ts'
import { screeningLimits } from '../limits.ts'
import type { Rule } from '../rule.ts'

/** @internal For its test. */
export const recallSubject = /^(?:recall|rappel)\s?:/i

/** The one sentence of such a mail, which names the writer and the subject. @internal For its test. */
export const recallWords =
  /^.{1,200} (?:would like to recall the message|souhaite(?:rait)? rappeler le message|souhaite(?:rait)? annuler le message),? ?["“«][^\n]{0,500}["”»]\s?\.?$/i

/** Outlook asks other Outlooks of its organisation to take a mail back; everybody else gets this mail, which Outlook wrote. */
export const recallNotice: Rule = {
  id: 'recall-notice',
  find(mail) {
    const text = mail.text.trim().replaceAll(/\s+/g, ' ')
    if (text.length > screeningLimits.lineChars) return null
    if (!recallSubject.test(boundedSubject(mail)) || !recallWords.test(text)) return null
    return {
      kind: 'auto-reply',
      reason: { en: 'Outlook asks to take a mail back', fr: 'Outlook demande de retirer un message' },
      weak: false,
    }
  },
}
