import type { ParsedMail } from '../../mail/types.ts'
import { screeningLimits } from '../limits.ts'
import type { Bounce, BounceRecipient } from '../types.ts'
import { readDeliveryStatus } from './delivery-status.ts'
import { type NoticeText, splitNotice } from './notice-text.ts'
import { readNotice } from './read-notice.ts'
import { matchReturned, type Returned } from './returned.ts'
import { findStatus, isTelling } from './status-code.ts'

/** Everything that a delivery notice carries, wherever it carries it. */
export interface BounceParts {
  text: NoticeText
  returned: Returned
  /** Of the delivery-status part, also where a gateway left it as text or inside an attached mail; empty where there is none. */
  status: BounceRecipient[]
}

export function bounceParts(mail: ParsedMail): BounceParts {
  const text = splitNotice(mail.text)
  const copy = mail.report?.returnedHeaders || attachedMail(mail) || text.returned
  return { text, returned: matchReturned(copy), status: statusGroups(mail) }
}

/** The bounce in a mail that is known to be one: from its status part, else from its words. Exchange and Google answer the mail that failed. */
export function readBounce(mail: ParsedMail, parts: BounceParts): Bounce {
  const originalMessageId = parts.returned.messageId ?? mail.inReplyTo[0] ?? null
  return { recipients: recipientsOf(mail, parts), originalMessageId }
}

function recipientsOf(mail: ParsedMail, parts: BounceParts): BounceRecipient[] {
  const named = parts.status.filter(({ address }) => address !== '')
  if (named.length > 0) return named.length === 1 ? named.map((one) => withTextStatus(one, parts)) : named
  const inWords = readNotice(mail, parts.text, parts.returned)
  const nameless = parts.status[0]
  if (!nameless) return inWords
  // Exim puts a pipe or a file into Final-Recipient: who it was stands elsewhere, what happened stands here.
  return inWords.map(({ address }) => ({ ...nameless, address }))
}

/** Where the status part tells no code, the notice's own words may. */
function withTextStatus(recipient: BounceRecipient, { text }: BounceParts): BounceRecipient {
  const vague = recipient.status === null || (!isTelling(recipient.status) && recipient.diagnostic === '')
  const told = vague ? findStatus(text.notice) : null
  return told ? { ...recipient, status: told } : recipient
}

function statusGroups(mail: ParsedMail): BounceRecipient[] {
  const sources = [mail.report?.fields ?? '', embeddedFields(mail.text), ...attachedTexts(mail).map(embeddedFields)]
  for (const source of sources) {
    const recipients = source === '' ? [] : readDeliveryStatus(source)
    if (recipients.length > 0) return recipients
  }
  return []
}

/** The status fields in a text whose MIME structure was lost on the way, or inside an attached notice. */
function embeddedFields(text: string): string {
  const bounded = text.slice(0, screeningLimits.machinePartChars)
  const at = /^(?:reporting-mta|final-recipient|original-recipient) ?:/im.exec(bounded)?.index ?? -1
  return at >= 0 && /^action ?:/im.test(bounded.slice(at)) ? bounded.slice(at) : ''
}

function attachedTexts(mail: ParsedMail): string[] {
  return mail.attachments.map((attachment) => attachment.text ?? '').filter((text) => text !== '')
}

function attachedMail(mail: ParsedMail): string {
  const returned = mail.attachments.find(({ declaredType }) =>
    /^(?:message\/(?:rfc822|global)|text\/rfc822-headers)/.test(declaredType),
  )
  return returned?.text ?? ''
}
