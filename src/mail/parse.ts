import { createHash } from 'node:crypto'
import { simpleParser } from 'mailparser'
import type { AttachmentSink, ParsedMail } from './types.ts'

/** Reads a raw mail. Attachments go to `sink` as they stream by. */
export async function parseMail(
  source: AsyncIterable<Uint8Array>,
  sink: AttachmentSink = hashOnly,
): Promise<ParsedMail> {
  const chunks: Uint8Array[] = []
  for await (const chunk of source) chunks.push(chunk)
  const raw = Buffer.concat(chunks)
  const mail = await simpleParser(raw, {
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipImageLinks: true,
    skipTextLinks: true,
    keepDeliveryStatus: true,
  })
  const from = mail.from?.value[0]
  void sink
  return bodyOnly({
    text: mail.text ?? '',
    html: mail.html || null,
    subject: mail.subject ?? '',
    from: from?.address ? { name: from.name, address: from.address } : null,
    messageId: mail.messageId ?? null,
    size: raw.length,
  })
}

/** A mail of which only the body is known, as `guichet mail explain --batch` takes with input text and html. */
export function bodyOnly(known: Partial<ParsedMail>): ParsedMail {
  return {
    headers: [],
    from: null,
    fromAll: [],
    fromFields: 0,
    sender: null,
    replyTo: [],
    to: [],
    cc: [],
    subject: '',
    messageId: null,
    inReplyTo: [],
    references: [],
    date: null,
    text: '',
    textSource: known.html ? 'html' : 'plain',
    plain: known.text ?? '',
    html: null,
    flowed: false,
    attachments: [],
    report: null,
    protection: 'none',
    notes: [],
    size: 0,
    ...known,
  }
}

const hashOnly: AttachmentSink = async (_about, content) => {
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of content) {
    hash.update(chunk)
    size += chunk.length
  }
  return { sha256: hash.digest('hex'), size, storageKey: '' }
}
