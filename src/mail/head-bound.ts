import { MAX_HEADER_BLOCK_BYTES } from './limits.ts'
import type { Notes } from './notes.ts'

const [lf, cr] = [0x0a, 0x0d]
const lineEnd = Buffer.from('\r\n')
/** What the splitter counts a line for at the least: it gives up on the whole mail where a header block passes its limit. */
const lineAtLeast = 64
/** For the lines that end the block. */
const margin = 1024

/**
 * Bounds the header block of a mail as it streams by: past the limit its lines are left out, up to the empty one below it. So a
 * mail with an endless header keeps its first fields, its text and its attachments.
 */
export class HeadBound {
  readonly #notes: Notes
  #room = MAX_HEADER_BLOCK_BYTES - margin
  #inHead = true
  #cut = false
  /** Octets of the line so far. */
  #line = 0
  #isBlank = true

  constructor(notes: Notes) {
    this.#notes = notes
  }

  /** What is kept of the next octets. */
  take(chunk: Buffer): Buffer {
    if (!this.#inHead) return chunk
    const kept: Buffer[] = []
    let at = 0
    while (this.#inHead && at < chunk.length) {
      const end = chunk.indexOf(lf, at) + 1 || chunk.length
      const piece = chunk.subarray(at, end)
      kept.push(this.#keep(piece))
      at = end
    }
    return this.#cut ? Buffer.concat([...kept, chunk.subarray(at)]) : chunk
  }

  #keep(piece: Buffer): Buffer {
    const begun = this.#line > 0
    const ends = piece[piece.length - 1] === lf
    this.#line += piece.length
    this.#isBlank &&= piece.every((octet) => octet === cr || octet === lf) && this.#line <= 2
    if (ends && this.#isBlank) {
      this.#inHead = false
      return piece
    }
    this.#room -= piece.length + (ends ? Math.max(0, lineAtLeast - this.#line) : 0)
    if (ends) this.#startLine()
    if (this.#room >= 0) return piece
    const isFirst = !this.#cut
    if (isFirst) this.#noteCut()
    return isFirst && begun ? lineEnd : piece.subarray(0, 0)
  }

  #startLine(): void {
    this.#line = 0
    this.#isBlank = true
  }

  #noteCut(): void {
    this.#cut = true
    this.#notes.add('header-truncated', {
      en: `a header of more than ${MAX_HEADER_BLOCK_BYTES} octets; the rest of it was left unread`,
      fr: `des en-têtes de plus de ${MAX_HEADER_BLOCK_BYTES} octets ; la suite des en-têtes n’a pas été lue`,
    })
  }
}
