import { fileTypeFromBuffer } from 'file-type'
import { decodeBytes } from './charset.ts'
import { safeFilename } from './filename.ts'
import { isMultipart, type Part } from './part.ts'
import { isMachineText } from './part-reader.ts'
import type { MailAttachment, StoredAttachment } from './types.ts'

/** The attachments of a mail in its order. `html` tells which of them are shown in the body. */
export async function listAttachments(parts: readonly Part[], html: string | null): Promise<MailAttachment[]> {
  const listed: MailAttachment[] = []
  for (const part of parts) {
    if (part.content?.stored && !isMultipart(part)) listed.push(await toAttachment(part, part.content.stored, html))
  }
  return listed
}

async function toAttachment(part: Part, stored: StoredAttachment, html: string | null): Promise<MailAttachment> {
  const text = isMachineText(part.type) ? machineText(part) : null
  return {
    ...stored,
    filename: safeFilename(part.filename || nameInside(part, text), part.type),
    declaredType: part.type,
    contentType: await realType(part.content?.sample ?? Buffer.alloc(0), part.type),
    contentId: part.contentId,
    inline: isInline(part, html),
    text,
    part: part.number,
  }
}

/** What the first bytes say. A container (zip, OLE) says less than the type of a document that is made of one. */
export async function realType(sample: Buffer, declared: string): Promise<string> {
  const found = await detect(sample)
  if (!found || (CONTAINERS.has(found) && DOCUMENTS.test(declared))) return declared
  // An SVG is XML, a calendar of Outlook's is a calendar: the declared type says more.
  return found === 'application/xml' && /xml/.test(declared) ? declared : found
}

const CONTAINERS = new Set(['application/zip', 'application/x-cfb', 'application/gzip'])
const DOCUMENTS = /^application\/(vnd\.|msword|epub|java-archive|x-zip|x-gzip|x-tar)/

async function detect(sample: Buffer): Promise<string | null> {
  if (sample.length === 0) return null
  try {
    return (await fileTypeFromBuffer(sample))?.mime ?? null
  } catch {
    // A sample that ends in the middle of what it looked like.
    return null
  }
}

/** The disposition alone says little: Apple Mail sends photos and PDFs that stand nowhere in the text as `inline`. */
function isInline(part: Part, html: string | null): boolean {
  if (part.contentId !== null && html !== null && mentions(html, part.contentId)) return true
  return part.disposition === 'inline' && (part.type.startsWith('text/') || part.parent?.type === 'multipart/related')
}

function mentions(html: string, contentId: string): boolean {
  return html.includes(`cid:${contentId}`) || html.includes(`cid:${encodeURIComponent(contentId)}`)
}

function machineText(part: Part): string {
  const { bytes } = part.content ?? { bytes: Buffer.alloc(0) }
  return decodeBytes(bytes, part.parameters.get('charset') ?? '')
    .text.replaceAll('\0', '')
    .replaceAll(/\r+\n?/g, '\n')
}

/** A forwarded mail without a name is called by its subject. */
function nameInside(part: Part, text: string | null): string {
  if (part.type !== 'message/rfc822' || text === null) return ''
  const header = text.slice(0, Math.min(20_000, text.indexOf('\n\n') + 1 || 20_000))
  const subject = /^subject:[ \t]*(\S.{0,300})$/im.exec(header)?.[1]
  return subject && !subject.includes('=?') ? `${subject.trim()}.eml` : ''
}
