import { PermanentError } from '../errors.ts'
import { alike } from '../i18n/sentence.ts'
import { ByteChannel } from './byte-channel.ts'
import { safeFilename } from './filename.ts'
import {
  MAX_ATTACHMENTS,
  MAX_BODY_BYTES,
  MAX_CONTAINER_BYTES,
  MAX_HTML_BYTES,
  MAX_HTML_READ_BYTES,
  MAX_MACHINE_TEXT_BYTES,
  MAX_TEXT_LINES,
  MAX_TEXT_PART_BYTES,
  TYPE_SAMPLE_BYTES,
} from './limits.ts'
import type { Notes } from './notes.ts'
import { tooManyAttachments } from './notes.ts'
import { isPkcs7Mime, isTnef, type Part } from './part.ts'
import { transferDecoder } from './transfer-decoding.ts'
import type { AttachmentSink, StoredAttachment } from './types.ts'

/** Takes the encoded bytes of one part as they stream by. */
export interface PartReader {
  part: Part
  write(bytes: Buffer): Promise<void>
  /** The part is complete: fills its `content`. */
  end(): Promise<void>
  /** The mail cannot be read to its end: lets go of the sink. */
  abandon(): void
}

/** What one mail's readers share. */
export interface ReadingContext {
  sink: AttachmentSink
  notes: Notes
  /** Octets of bodies held in memory so far. */
  bodyBytes: number
  attachments: number
}

/** A leaf: a body is kept in memory up to its limit, anything else, and what of a body is beyond it, goes to the sink. */
export function readPart(part: Part, isBody: boolean, context: ReadingContext): PartReader {
  return new LeafReader(part, isBody, context)
}

/** What stands between the parts of a multipart; it counts where no part follows, as if the mail were plain text. */
export function readBetween(part: Part, context: ReadingContext): PartReader {
  return new LeafReader(part, true, context)
}

class LeafReader implements PartReader {
  readonly part: Part
  readonly #context: ReadingContext
  readonly #decoder
  readonly #isBody: boolean
  #room: number
  #lines = 0
  #kept: Buffer[] = []
  #keptBytes = 0
  #total = 0
  #sample: Buffer[] = []
  #sampleBytes = 0
  #upload: Upload | null = null

  constructor(part: Part, isBody: boolean, context: ReadingContext) {
    this.part = part
    this.#context = context
    this.#isBody = isBody
    this.#decoder = transferDecoder(part.encoding)
    this.#room = Math.min(roomFor(part, isBody), isBody ? MAX_BODY_BYTES - context.bodyBytes : Number.POSITIVE_INFINITY)
    if (!isBody) this.#upload = startUpload(part, context)
  }

  async write(bytes: Buffer): Promise<void> {
    await this.#take(this.#decoder.write(bytes))
  }

  async end(): Promise<void> {
    await this.#take(this.#decoder.end())
    const stored = (await this.#upload?.finish()) ?? null
    const bytes = Buffer.concat(this.#kept)
    if (this.#decoder.broken)
      this.#context.notes.add('bad-encoding', {
        en: `part ${this.part.number || '1'} is not valid ${this.part.encoding}`,
        fr: `la partie ${this.part.number || '1'} n’est pas du ${this.part.encoding} valide`,
      })
    if (this.#isBody) this.#context.bodyBytes += bytes.length
    this.part.content = {
      bytes,
      cut: this.#total > this.#keptBytes,
      stored,
      sample: this.#isBody ? bytes.subarray(0, TYPE_SAMPLE_BYTES) : Buffer.concat(this.#sample),
    }
  }

  abandon(): void {
    this.#upload?.abandon()
  }

  async #take(bytes: Buffer): Promise<void> {
    if (bytes.length === 0) return
    if (this.#isBody && this.part.type !== 'text/html') this.#boundLines(bytes)
    this.#total += bytes.length
    if (this.#isBody && !this.#upload && this.#total > inlineRoom(this.part, this.#room)) {
      this.#upload = startUpload(this.part, this.#context)
      for (const kept of this.#kept) await this.#upload?.push(kept)
    }
    this.#keep(bytes)
    await this.#upload?.push(bytes)
  }

  /** There is no room for what stands below the last line that is read. */
  #boundLines(bytes: Buffer): void {
    for (let at = 0; at < bytes.length && this.#lines < MAX_TEXT_LINES; at++) {
      if (!endsLine(bytes, at)) continue
      this.#lines++
      if (this.#lines === MAX_TEXT_LINES) this.#room = Math.min(this.#room, this.#total + at + 1)
    }
  }

  #keep(bytes: Buffer): void {
    if (this.#keptBytes < this.#room) {
      const piece = bytes.subarray(0, this.#room - this.#keptBytes)
      this.#kept.push(piece)
      this.#keptBytes += piece.length
    }
    if (!this.#isBody && this.#sampleBytes < TYPE_SAMPLE_BYTES) {
      const piece = bytes.subarray(0, TYPE_SAMPLE_BYTES - this.#sampleBytes)
      this.#sample.push(piece)
      this.#sampleBytes += piece.length
    }
  }
}

/** LF, CRLF, or the CR alone of an old Mac. */
function endsLine(bytes: Buffer, at: number): boolean {
  return bytes[at] === 0x0a || (bytes[at] === 0x0d && bytes[at + 1] !== 0x0a)
}

/** How many decoded octets of a part are kept in memory. */
function roomFor(part: Part, isBody: boolean): number {
  if (isBody) return part.type === 'text/html' ? MAX_HTML_READ_BYTES : MAX_TEXT_PART_BYTES
  if (isTnef(part) || isPkcs7Mime(part)) return MAX_CONTAINER_BYTES
  return isMachineText(part.type) ? MAX_MACHINE_TEXT_BYTES : 0
}

/** Past this a body is kept as a file as well. */
function inlineRoom(part: Part, room: number): number {
  return part.type === 'text/html' ? Math.min(MAX_HTML_BYTES, room) : room
}

/** Parts that are read by machines, and by people only where nothing better is there. */
export function isMachineText(type: string): boolean {
  return type.startsWith('message/') || type === 'text/calendar' || type === 'text/rfc822-headers'
}

interface Upload {
  push(bytes: Buffer): Promise<void>
  finish(): Promise<StoredAttachment | null>
  abandon(): void
}

/** Null past the number of attachments that a mail may have. */
function startUpload(part: Part, context: ReadingContext): Upload | null {
  if (context.attachments === MAX_ATTACHMENTS) {
    context.notes.add('too-many-attachments', tooManyAttachments)
    return null
  }
  context.attachments++
  const channel = new ByteChannel()
  const filename = safeFilename(part.filename, part.type)
  const result = upload(context.sink, { declaredType: part.type, filename, part: part.number }, channel)
  return {
    push: (bytes) => channel.push(bytes),
    async finish() {
      channel.end()
      const { stored, error } = await result
      if (error instanceof PermanentError) {
        context.notes.add('attachment-refused', alike(`${filename}: ${error.message}`))
        return null
      }
      if (error !== undefined) throw error
      return stored
    },
    abandon: () => channel.end(),
  }
}

/** Never rejects, so that a sink which fails while the mail is still read is no unhandled rejection. */
async function upload(
  sink: AttachmentSink,
  about: { declaredType: string; filename: string; part: string },
  channel: ByteChannel,
): Promise<{ stored: StoredAttachment | null; error?: unknown }> {
  try {
    return { stored: await sink(about, channel) }
  } catch (error) {
    return { stored: null, error: error ?? new Error('the sink failed without a reason') }
  } finally {
    channel.close()
  }
}
