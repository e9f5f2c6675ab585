import type { ParsedMail } from '../../mail/types.ts'
import { blockValue, readBlocks } from '../bounce/field-block.ts'
import { matchReturned } from '../bounce/returned.ts'
import { boundedSubject } from '../header.ts'
import { screeningLimits } from '../limits.ts'
import type { Finding, Rule } from '../rule.ts'

/** Someone pressed "this is spam", or DMARC failed somewhere: RFC 5965 and RFC 6591. */
export const feedbackReport: Rule = {
  id: 'feedback-report',
  find(mail) {
    const fields = readBlocks(mail.report?.fields || inText(mail)).flat()
    const type = blockValue(fields, 'feedback-type')
    if (type === '' && mail.report?.type !== 'feedback-report') return microsoftComplaint(mail)
    const originalMessageId = matchReturned(mail.report?.returnedHeaders ?? '').messageId
    const kind = type.slice(0, 40)
    return {
      kind: 'feedback-report',
      reason: {
        en: `RFC 5965: feedback report${kind && ` of type ${kind}`} on ${originalMessageId ?? 'an unnamed mail'}`,
        fr: `RFC 5965 : plainte${kind && ` de type ${kind}`} au sujet de ${originalMessageId ?? 'un message non nommé'}`,
      },
      weak: false,
    }
  },
}

/** The fields of a report whose MIME structure was lost: RFC 5965 asks for these three. */
function inText(mail: ParsedMail): string {
  const text = mail.text.slice(0, screeningLimits.noticeChars)
  const required = [/^feedback-type ?:/im, /^user-agent ?:/im, /^version ?:/im]
  return required.every((pattern) => pattern.test(text))
    ? text.slice(text.search(/^(?:feedback-type|user-agent|version) ?:/im))
    : ''
}

/** Microsoft's Junk Mail Reporting Program: older than RFC 5965, the mail itself attached with a field that names who complained. */
function microsoftComplaint(mail: ParsedMail): Finding | null {
  if (!/^complaint about message from /i.test(boundedSubject(mail))) return null
  const attached = mail.attachments.find(({ declaredType }) => declaredType === 'message/rfc822')
  const { fields } = matchReturned(attached?.text ?? '')
  if (!fields.some(({ name }) => name === 'x-hmxmroriginalrecipient')) return null
  return {
    kind: 'feedback-report',
    reason: { en: 'complaint of the Junk Mail Reporting Program', fr: 'plainte du Junk Mail Reporting Program' },
    weak: false,
  }
}
