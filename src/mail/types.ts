import type { Sentence } from '../i18n/sentence.ts'

/** A mailbox of RFC 5322 section 3.4: `name` decoded (may be empty), `address` with its domain in lower case. */
export interface Address {
  name: string
  address: string
}

/** One header field, in the order of the mail (topmost first). */
export interface HeaderField {
  /** In lower case. */
  name: string
  /** Unfolded, RFC 2047 words decoded, without CR, LF or NUL. */
  value: string
  /** Unfolded, a byte a character, as it stood in the mail. For checks that must not be fooled by decoding. */
  raw: string
}

/** What the sink answers for an attachment whose bytes it has taken. */
export interface StoredAttachment {
  /** Lowercase hexadecimal SHA-256 of the decoded bytes. */
  sha256: string
  /** Decoded size in bytes. */
  size: number
  /** Where the sink put it; empty where it kept nothing. Never shown to people. */
  storageKey: string
}

export interface MailAttachment extends StoredAttachment {
  /** Safe to save (no path, no control or bidi characters, at most 200 bytes of UTF-8) and readable; never empty. */
  filename: string
  /** What the mail declares, `type/subtype` in lower case. */
  declaredType: string
  /** What the first bytes say where they say it, else the declared type. */
  contentType: string
  /** Without angle brackets, or null. */
  contentId: string | null
  /** Shown in the body: referred to by cid:, or declared inline and either text or beside it in a multipart/related. */
  inline: boolean
  /** For message/rfc822, text/calendar, message/delivery-status and other small machine parts: the decoded text (bounded), else null. */
  text: string | null
  /** Dotted MIME part number, `1.2`; parts taken out of winmail.dat or uuencode continue it. */
  part: string
}

/** What was wrong with a mail, or left out of it. Each is told in the trace; none stops the mail. */
export interface ParseNote {
  code:
    | 'charset-guessed'
    | 'charset-unknown'
    | 'two-from'
    | 'no-from'
    | 'no-message-id'
    | 'bad-date'
    | 'text-truncated'
    | 'html-too-large'
    | 'html-too-deep'
    | 'attachment-too-large'
    | 'attachment-refused'
    | 'too-many-attachments'
    | 'too-many-parts'
    | 'too-deep'
    | 'header-truncated'
    | 'too-many-addresses'
    | 'encrypted'
    | 'tnef-unreadable'
    | 'bad-encoding'
  detail: Sentence
}

/** How a mail is protected, as far as its structure says. */
export type MailProtection = 'none' | 'smime-signed' | 'pgp-signed' | 'smime-encrypted' | 'pgp-encrypted'

export interface ParsedMail {
  headers: HeaderField[]
  /** The first usable address of the first From field; null where there is none. */
  from: Address | null
  /** Every address of every From field: more than one field, or a forged second one, is seen here. */
  fromAll: Address[]
  /** How many From fields the mail has (RFC 5322 allows one). */
  fromFields: number
  sender: Address | null
  replyTo: Address[]
  to: Address[]
  cc: Address[]
  /** Decoded, one line, trimmed. */
  subject: string
  /** With its angle brackets, or null. */
  messageId: string | null
  /** With angle brackets, in order, without repetitions, bounded. */
  inReplyTo: string[]
  references: string[]
  /** What the sender claims, or null where there is none that can be read. Never used for order. */
  date: Date | null
  /** The whole readable text in reading order, LF line ends, without NUL; from text/plain parts, else from HTML. */
  text: string
  /** Where `text` came from. */
  textSource: 'plain' | 'html' | 'none'
  /** text/plain parts alone, empty where there are none. Quotes keep their `>`. */
  plain: string
  /** The HTML parts as written, decoded (not sanitised: see sanitizeHtml), or null. */
  html: string | null
  /** True where text/plain says format=flowed (RFC 3676); `text` is already unflowed. */
  flowed: boolean
  attachments: MailAttachment[]
  /** The decoded text of message/delivery-status, text/rfc822-headers and message/rfc822 parts of a report, by part type. */
  report: MailReport | null
  protection: MailProtection
  notes: ParseNote[]
  /** Octets of the raw mail. */
  size: number
}

/** The machine parts of a multipart/report (RFC 6522), or of a mail that looks like one. */
export interface MailReport {
  /** The report-type parameter in lower case: delivery-status, disposition-notification, feedback-report; empty where not given. */
  type: string
  /** Decoded text of message/delivery-status, message/disposition-notification or message/feedback-report; empty where missing. */
  fields: string
  /** Header block of the returned mail (from message/rfc822 or text/rfc822-headers); empty where missing. */
  returnedHeaders: string
}

/** Takes the decoded bytes of one attachment. Must consume the stream; may stop early by throwing a PermanentError. */
export type AttachmentSink = (
  about: { declaredType: string; filename: string; part: string },
  content: AsyncIterable<Uint8Array>,
) => Promise<StoredAttachment>
