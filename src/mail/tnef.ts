import { decodeBytes } from './charset.ts'
import { MAX_ATTACHMENTS } from './limits.ts'

export interface TnefFile {
  name: string
  /** As Outlook says, or ''. */
  type: string
  contentId: string | null
  content: Buffer
}

/**
 * The files in a winmail.dat ([MS-OXTNEF]), which Outlook sends where it takes the reader for another Outlook. Null where
 * it is none; a file that is cut is left out. Every length is checked against what is there.
 */
export function readTnef(bytes: Buffer): TnefFile[] | null {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== 0x223e9f78) return null
  const files: Partial<TnefFile>[] = []
  let charset = ''
  for (const { id, data } of attributes(bytes)) {
    const file = files.at(-1)
    if (id === OEM_CODEPAGE && data.length >= 4) charset = `windows-${data.readUInt32LE(0)}`
    else if (id === ATTACH_RENDDATA && files.length < MAX_ATTACHMENTS) files.push({})
    else if (file && id === ATTACH_TITLE) file.name ??= textOf(data, charset)
    else if (file && id === ATTACH_DATA) file.content = data
    else if (file && id === ATTACHMENT) applyProperties(file, data, charset)
  }
  return files
    .filter((file) => file.content !== undefined)
    .map(({ name = '', type = '', contentId = null, content = Buffer.alloc(0) }) => ({
      name,
      type,
      contentId,
      content,
    }))
}

const ATTACH_DATA = 0x800f
const ATTACH_TITLE = 0x8010
const ATTACH_RENDDATA = 0x9002
const ATTACHMENT = 0x9005
const OEM_CODEPAGE = 0x9007

const LONG_FILENAME = 0x3707
const MIME_TAG = 0x370e
const CONTENT_ID = 0x3712

/** level (1), id (2), type (2), length (4), data, checksum (2) */
function* attributes(bytes: Buffer): Generator<{ id: number; data: Buffer }> {
  for (let at = 6; at + 9 <= bytes.length; ) {
    const length = bytes.readUInt32LE(at + 5)
    const end = at + 9 + length
    if (end > bytes.length) return
    yield { id: bytes.readUInt16LE(at + 1), data: bytes.subarray(at + 9, end) }
    at = end + 2
  }
}

function applyProperties(file: Partial<TnefFile>, data: Buffer, charset: string): void {
  for (const { id, value, unicode } of properties(data)) {
    const text = () => textOf(value, unicode ? 'utf-16le' : charset)
    if (id === LONG_FILENAME) file.name = text()
    else if (id === MIME_TAG) file.type = text().toLowerCase()
    else if (id === CONTENT_ID) file.contentId = text().replace(/^<(.*)>$/, '$1') || null
  }
}

const FIXED_SIZES = new Map([
  [0x02, 4],
  [0x03, 4],
  [0x04, 4],
  [0x05, 8],
  [0x06, 8],
  [0x07, 8],
  [0x0a, 4],
  [0x0b, 4],
  [0x14, 8],
  [0x40, 8],
  [0x48, 16],
])

/** MAPI properties; ends at the first one that cannot be read, since nothing tells where the next begins. */
function* properties(data: Buffer): Generator<{ id: number; value: Buffer; unicode: boolean }> {
  let at = 4
  for (let left = data.length >= 4 ? data.readUInt32LE(0) : 0; left > 0 && at + 4 <= data.length; left--) {
    const type = data.readUInt16LE(at)
    const id = data.readUInt16LE(at + 2)
    at = id >= 0x8000 ? afterName(data, at + 4) : at + 4
    const fixed = FIXED_SIZES.get(type & 0x0fff)
    const many = (type & 0x1000) !== 0 || fixed === undefined
    const count = many ? numberAt(data, at) : 1
    if (many) at += 4
    for (let n = 0; n < count && at <= data.length; n++) {
      const length = fixed ?? numberAt(data, at)
      const from = fixed === undefined ? at + 4 : at
      if (length < 0 || from + length > data.length) return
      if (n === 0) yield { id, value: data.subarray(from, from + length), unicode: (type & 0x0fff) === 0x1f }
      at = from + Math.max(padded(length), 1)
    }
  }
}

/** A named property carries a GUID, then a number or a name. */
function afterName(data: Buffer, at: number): number {
  if (numberAt(data, at + 16) !== 1) return at + 24
  return at + 24 + padded(Math.max(0, numberAt(data, at + 20)))
}

function numberAt(data: Buffer, at: number): number {
  return at + 4 <= data.length ? data.readUInt32LE(at) : -1
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4
}

function textOf(data: Buffer, charset: string): string {
  return decodeBytes(data, charset)
    .text.replace(/\0[\s\S]*$/, '')
    .trim()
}
