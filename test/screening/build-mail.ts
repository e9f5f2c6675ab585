import type { MailAttachment, ParsedMail } from '../../src/mail/types.ts'

/** A parsed mail with these headers and this text; what is not given is empty. From, To and Subject are read from the headers. */
export function buildMail(headers: Record<string, string>, text = '', known: Partial<ParsedMail> = {}): ParsedMail {
  const fields = Object.entries(headers).map(([name, value]) => ({ name: name.toLowerCase(), value, raw: value }))
  const from = addressIn(headers['From'])
  return {
    headers: fields,
    from,
    fromAll: from ? [from] : [],
    fromFields: from ? 1 : 0,
    sender: null,
    replyTo: [],
    to: [addressIn(headers['To'])].filter((address) => address !== null),
    cc: [],
    subject: headers['Subject'] ?? '',
    messageId: headers['Message-ID'] ?? null,
    inReplyTo: [],
    references: [],
    date: null,
    text,
    textSource: 'plain',
    plain: text,
    html: null,
    flowed: false,
    attachments: [],
    report: null,
    protection: 'none',
    notes: [],
    size: text.length,
    ...known,
  }
}

/** A machine part, as the parser keeps it. */
export function buildPart(declaredType: string, text: string): MailAttachment {
  return {
    filename: 'part',
    declaredType,
    contentType: declaredType,
    contentId: null,
    inline: false,
    text,
    part: '2',
    sha256: '0'.repeat(64),
    size: text.length,
    storageKey: '',
  }
}

function addressIn(value: string | undefined): { name: string; address: string } | null {
  const match = /^(.*?)\s*<([^>]*)>$/.exec(value ?? '')
  if (match) return match[2] === '' ? null : { name: (match[1] ?? '').replace(/"/g, ''), address: match[2] ?? '' }
  return value ? { name: '', address: value } : null
}
