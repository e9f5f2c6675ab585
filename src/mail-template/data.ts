import { z } from 'zod'
import { LANGUAGES } from '../i18n/language.ts'
import { isNoticeKind, type NoticeKind } from '../i18n/notice-kind.ts'
import { sanitisedHtml } from './sanitised-html.ts'

/**
 * What mails are made from: plain JSON, since an outbox row keeps it until the mail is rendered. All objects are
 * strict: a field that the schema does not name is refused, so that nothing private slips into a requester's mail.
 */
export const instant = z.iso.datetime({ offset: true })
export const webLink = z
  .string()
  .regex(/^https?:\/\/[^\s"'<>]+$/i)
  .meta({ format: 'web-link' })
export const mailtoLink = z
  .string()
  .regex(/^mailto:[^\s"'<>]+$/i)
  .meta({ format: 'mailto-link' })
const language = z.enum(LANGUAGES)

const desk = z.strictObject({
  /** What people call it: “IT support”. */
  name: z.string(),
  address: z.string(),
  /** Of the subject tag: `HELP` in `[HELP #0000042]`. */
  prefix: z.string(),
})

/** Who gets the mail. `name` is what a greeting calls them; may be empty. */
export const person = z.strictObject({ name: z.string(), language, timeZone: z.string() })

export const author = z.strictObject({ displayName: z.string() })

const ticketStatus = z.enum(['incoming', 'assigned', 'planned', 'waiting', 'solved', 'closed'])

/** What anyone who takes part in a ticket may know of it. */
export const ticket = z.strictObject({
  number: z.number().int().positive(),
  /** As in subjects, with its brackets: `[HELP #0000042]`. */
  tag: z.string(),
  title: z.string(),
  status: ticketStatus,
  url: webLink.nullable(),
})

/** What a technician sees of a ticket. */
export const technicianTicket = ticket.extend({
  type: z.enum(['incident', 'request']),
  urgency: z.number().int().min(1).max(5),
  requester: z.strictObject({ displayName: z.string(), address: z.string() }),
  /** Display name, or null while nobody has taken it. */
  assignee: z.string().nullable(),
  observers: z.array(z.string()),
  /** Whether the one who reads this may close it by command. */
  mayClose: z.boolean(),
})

/** Somebody's words, both ways. `text` has LF line ends. */
export const body = z.strictObject({ html: sanitisedHtml, text: z.string() })

export const attachment = z.strictObject({ filename: z.string(), size: z.number().int().nonnegative() })

/** A file that the desk did not take, and why: the sender is told. */
export const droppedAttachment = z.strictObject({
  filename: z.string(),
  reason: z.enum(['too-large', 'type', 'too-many', 'infected', 'unscanned', 'unreadable', 'kept-back']),
})

/** One earlier item of the conversation, newest first. Public ones only: this shape has no place for a private mark. */
export const publicItem = z.strictObject({
  author: z.string(),
  at: instant,
  html: sanitisedHtml,
  text: z.string(),
})

export const technicianItem = publicItem.extend({ private: z.boolean() })

/** What every mail has. */
export const everybody = { desk, person }

export const confirmOrDeny = z.strictObject({
  confirm: webLink,
  deny: webLink,
  confirmMailto: mailtoLink,
  denyMailto: mailtoLink,
})

/** The event of a mail that went into a digest. */
export const noticeKind = z.custom<NoticeKind>(isNoticeKind)
