import type { Rule } from './rule.ts'
import { absenceNotice } from './rules/absence-notice.ts'
import { autoReplyHeader } from './rules/auto-reply-header.ts'
import { autoReplySubject } from './rules/auto-reply-subject.ts'
import { autoResponseSuppress } from './rules/auto-response-suppress.ts'
import { autoSubmitted } from './rules/auto-submitted.ts'
import { awayWordsBelow } from './rules/away-words.ts'
import { bounceNotice } from './rules/bounce-notice.ts'
import { bulkMail } from './rules/bulk-mail.ts'
import { calendarReply } from './rules/calendar-reply.ts'
import { challenge } from './rules/challenge.ts'
import { deliveryStatus } from './rules/delivery-status.ts'
import { envelopeAddress } from './rules/envelope-address.ts'
import { feedbackReport } from './rules/feedback-report.ts'
import { mailingList } from './rules/mailing-list.ts'
import { ownMail } from './rules/own-mail.ts'
import { readReceipt } from './rules/read-receipt.ts'
import { recallNotice } from './rules/recall-notice.ts'
import { spam } from './rules/spam.ts'
import { systemSender } from './rules/system-sender.ts'
import { ticketSystem } from './rules/ticket-system.ts'

/** The order in which a mail is looked at: the first strong finding decides. What standards define comes before what clients merely do. */
export const rules: readonly Rule[] = [
  ownMail,
  deliveryStatus,
  feedbackReport,
  bounceNotice,
  readReceipt,
  challenge,
  calendarReply,
  autoReplyHeader,
  autoResponseSuppress,
  autoSubmitted,
  ticketSystem,
  spam,
  bulkMail,
  mailingList,
  autoReplySubject,
  awayWordsBelow,
  absenceNotice,
  recallNotice,
  envelopeAddress,
  systemSender,
]
