import type { RejectionCode } from '../i18n/rejections.ts'

export type { RejectionCode }

/** Whether the sender of a refused mail is told. The texts are in i18n; forgetting a code does not compile. */
const toldToSender: Record<RejectionCode, boolean> = {
  'too-large': true,
  'attachment-refused': true,
  'attachment-infected': true,
  'empty-mail': true,
  'unreadable-mail': true,
  'too-many-recipients': false,
  'too-many-mails': false,
  'unknown-sender': true,
  'not-allowed': true,
  'not-possible-now': true,
  'order-on-new-ticket': true,
  'solution-without-words': true,
  'private-solution': true,
  'sender-not-proved': false,
}

export function isTold(code: RejectionCode): boolean {
  return toldToSender[code]
}
