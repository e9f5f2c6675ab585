import type { MimeNode } from '@zone-eu/mailsplit'
import { decodeHeaderText } from './encoded-words.ts'
import { type RawField, rawValue, readFields } from './header-fields.ts'
import { type MimeValue, parseMimeValue } from './mime-parameters.ts'
import type { Notes } from './notes.ts'
import type { StoredAttachment } from './types.ts'

/** One node of a mail's MIME tree. */
export interface Part {
  /** Dotted part number as IMAP counts: `1.2`; the root of a multipart is ''. */
  number: string
  fields: RawField[]
  /** `type/subtype` in lower case. */
  type: string
  parameters: ReadonlyMap<string, string>
  disposition: string
  /** As the mail says; '' where it says nothing. */
  filename: string
  contentId: string | null
  encoding: string
  parent: Part | null
  /** Place among its siblings, from 0. */
  index: number
  children: Part[]
  /** What its bytes became. */
  content: PartContent | null
}

interface PartContent {
  /** Decoded bytes that were kept in memory: of a body, a machine part, a container. */
  bytes: Buffer
  /** There were more than that. */
  cut: boolean
  /** What the sink made of it; null where it was not given to the sink, or refused there. */
  stored: StoredAttachment | null
  /** First decoded bytes, by which the type is found. */
  sample: Buffer
}

/** Reads the header of a part. `parent` is null for the mail itself. */
export function toPart(node: MimeNode, parent: Part | null, hints: readonly string[], notes: Notes): Part {
  const fields = readFields(node.headers ? node.headers.getList() : [], notes)
  const disposition = parseMimeValue(rawValue(fields, 'content-disposition'), hints)
  const type = parseMimeValue(rawValue(fields, 'content-type'), hints)
  const part: Part = {
    number: '',
    fields,
    type: typeOf(type, disposition, parent),
    parameters: type.parameters,
    disposition: disposition.value,
    filename: disposition.parameters.get('filename') ?? type.parameters.get('name') ?? '',
    contentId: contentIdOf(rawValue(fields, 'content-id')),
    encoding: rawValue(fields, 'content-transfer-encoding').toLowerCase().replace(/\(.*$/, '').trim(),
    parent,
    index: parent?.children.length ?? 0,
    children: [],
    content: null,
  }
  part.number = numberOf(part, node.multipart !== false)
  parent?.children.push(part)
  return part
}

export function isMultipart(part: Part): boolean {
  return part.type.startsWith('multipart/')
}

/** Outlook's winmail.dat. */
export function isTnef(part: Part): boolean {
  return /^application\/(vnd\.)?ms-tnef$/.test(part.type) || /^winmail\.dat$/i.test(part.filename)
}

/** S/MIME that holds its content inside: signed or encrypted. */
export function isPkcs7Mime(part: Part): boolean {
  return /^application\/(x-)?pkcs7-mime$/.test(part.type)
}

/** RFC 2045 section 5.2, RFC 2046 section 5.1.5, and what to make of a type that is none. */
function typeOf(type: MimeValue, disposition: MimeValue, parent: Part | null): string {
  if (/^[^\s/]{1,100}\/[^\s/]{1,100}$/.test(type.value)) return type.value
  // Mailers of the time before MIME wrote `Content-Type: text`.
  if (type.value === 'text') return 'text/plain'
  if (type.value !== '') return 'application/octet-stream'
  if (parent?.type === 'multipart/digest') return 'message/rfc822'
  const named = disposition.value === 'attachment' || disposition.parameters.has('filename')
  return named ? 'application/octet-stream' : 'text/plain'
}

function numberOf(part: Part, multipart: boolean): string {
  if (!part.parent) return multipart ? '' : '1'
  return part.parent.number === '' ? `${part.index + 1}` : `${part.parent.number}.${part.index + 1}`
}

function contentIdOf(raw: string): string | null {
  const id = decodeHeaderText(raw)
    .trim()
    .replace(/^<(.*)>$/, '$1')
    .slice(0, 1000)
  return id === '' ? null : id
}
