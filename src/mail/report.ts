import type { Part } from './part.ts'
import type { MailAttachment, MailReport } from './types.ts'

const FIELD_TYPES = [
  'message/delivery-status',
  'message/disposition-notification',
  'message/feedback-report',
  // RFC 6533, for addresses in UTF-8.
  'message/global-delivery-status',
  'message/global-disposition-notification',
]
const RETURNED_TYPES = [
  'message/rfc822',
  'text/rfc822-headers',
  'message/rfc822-headers',
  'message/global',
  'message/global-headers',
]

/** The machine parts of a multipart/report (RFC 6522), or of a mail that carries such parts without saying so. */
export function readReport(root: Part, attachments: readonly MailAttachment[]): MailReport | null {
  const fields = attachments.find((part) => FIELD_TYPES.includes(part.declaredType))
  if (root.type !== 'multipart/report' && !fields) return null
  const returned = attachments.find((part) => RETURNED_TYPES.includes(part.declaredType))
  return {
    type: (root.parameters.get('report-type') ?? '').toLowerCase(),
    fields: fields?.text ?? '',
    returnedHeaders: headerBlock(returned?.text ?? ''),
  }
}

function headerBlock(text: string): string {
  const trimmed = text.replace(/^\n+/, '')
  const end = trimmed.indexOf('\n\n')
  return end === -1 ? trimmed : trimmed.slice(0, end + 1)
}
