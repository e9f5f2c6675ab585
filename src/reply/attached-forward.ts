import { decodeBytes } from '../mail/charset.ts'
import { decodeHeaderText } from '../mail/encoded-words.ts'
import { htmlToText } from '../mail/html-to-text.ts'
import { parseMimeValue } from '../mail/mime-parameters.ts'
import { transferDecoder } from '../mail/transfer-decoding.ts'
import type { MailAttachment, ParsedMail } from '../mail/types.ts'
import { readPeople, readPerson } from './people-list.ts'
import { subjectKind } from './subject-prefix.ts'
import type { Forward } from './types.ts'

/** multipart inside multipart inside the attached mail. */
const MAX_DEPTH = 8
const MAX_PARTS = 50

/**
 * A mail attached as message/rfc822 ("forward as attachment"). What a bounce or a report returns is no forward, nor is an answer that
 * has a mail for a file: Apple Mail writes In-Reply-To into forwards as well, whose subject says what they are.
 */
export function attachedForward(mail: ParsedMail): Forward | null {
  if (mail.report !== null || (mail.inReplyTo.length > 0 && subjectKind(mail.subject) !== 'forward')) return null
  const attached = mail.attachments.find(isMail)
  return attached?.text ? toForward(attached.text, mail.text) : null
}

function isMail({ declaredType, text }: MailAttachment): boolean {
  return (declaredType === 'message/rfc822' || declaredType === 'message/global') && text !== null
}

function toForward(raw: string, comment: string): Forward | null {
  const { fields, body } = cutHeader(raw)
  const value = (name: string): string => decodeField(fields.get(name) ?? '')
  if (!fields.has('from')) return null
  return {
    from: readPerson(value('from')),
    to: readPeople(value('to')),
    cc: readPeople(value('cc')),
    subject: value('subject'),
    date: value('date'),
    text: readText(fields, body).trim(),
    comment: comment.trim(),
    below: '',
    rule: 'attached-mail',
  }
}

interface Part {
  fields: ReadonlyMap<string, string>
  body: string
}

/** The first text/plain part, else the first text/html part. The stack stands in for recursion on what a sender nests. */
function readText(fields: ReadonlyMap<string, string>, body: string): string {
  const queue: (Part & { depth: number })[] = [{ fields, body, depth: 0 }]
  let html: Part | null = null
  for (let read = 0; read < MAX_PARTS; read++) {
    const part = queue.shift()
    if (!part) break
    const type = parseMimeValue(part.fields.get('content-type') ?? 'text/plain')
    if (type.value.startsWith('multipart/') && part.depth < MAX_DEPTH) {
      const parts = cutParts(part.body, type.parameters.get('boundary') ?? '')
      queue.unshift(...parts.map((inner) => ({ ...cutHeader(inner), depth: part.depth + 1 })))
    } else if (type.value === 'text/plain' || type.value === '') return decodeBody(part)
    else if (type.value === 'text/html') html ??= part
  }
  return html ? htmlToText(decodeBody(html)) : ''
}

function cutHeader(raw: string): Part {
  const text = raw.replaceAll('\r\n', '\n').replace(/^\n{1,5}/, '')
  const end = text.indexOf('\n\n')
  const block = end < 0 ? text : text.slice(0, end)
  const fields = new Map<string, string>()
  for (const line of block.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(colon, 0)).toLowerCase()
    if (colon > 0 && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim())
  }
  return { fields, body: end < 0 ? '' : text.slice(end + 2) }
}

function cutParts(body: string, boundary: string): string[] {
  if (boundary === '') return []
  const pieces = `\n${body}`.split(`\n--${boundary}`).slice(1, MAX_PARTS)
  return pieces.filter((piece) => !piece.startsWith('--')).map((piece) => piece.slice(piece.indexOf('\n') + 1))
}

/** Base64 and quoted-printable are still as they were; 8-bit text was decoded with the attachment. */
function decodeBody(part: Part): string {
  const encoding = (part.fields.get('content-transfer-encoding') ?? '').trim().toLowerCase()
  if (encoding !== 'base64' && encoding !== 'quoted-printable') return part.body
  const charset = parseMimeValue(part.fields.get('content-type') ?? '').parameters.get('charset') ?? ''
  const decoder = transferDecoder(encoding)
  const bytes = Buffer.concat([decoder.write(Buffer.from(part.body, 'latin1')), decoder.end()])
  return decodeBytes(bytes, charset).text
}

function decodeField(value: string): string {
  return value.includes('=?') ? decodeHeaderText(value) : value
}
