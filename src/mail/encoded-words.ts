import { decodeBytes } from './charset.ts'
import { transferDecoder } from './transfer-decoding.ts'

/**
 * Decodes a header text: RFC 2047 words in all the forms that mailers write (glued together, with blanks inside,
 * inside quotes, cut in the middle of a character, without an end) and raw 8-bit bytes. `raw` is unfolded,
 * a byte a character. `hints` are charsets that the mail uses elsewhere. Never throws; linear in its input.
 */
export function decodeHeaderText(raw: string, hints: readonly string[] = []): string {
  if (!raw.includes('=?')) return decodeRaw(raw, hints)
  return readPieces(raw)
    .map((piece) => (typeof piece === 'string' ? decodeRaw(piece, hints) : decodeWord(piece, hints)))
    .join('')
}

/** Where an encoded word that starts at `from` ends (the index after it), or -1 where none starts there. */
export function encodedWordEnd(raw: string, from: number): number {
  return readWord(raw, from)?.end ?? -1
}

/** The charset that the first encoded word names, or ''. */
export function charsetOfWords(raw: string): string {
  return /=\?([^?\s*]{1,60})[^?\s]{0,20}\?[bq]\?/i.exec(raw)?.[1] ?? ''
}

interface Word {
  charset: string
  encoding: 'b' | 'q'
  text: string
  end: number
}

type RunOfWords = Omit<Word, 'end'> & { bytes: Buffer[] }

/** Words that follow each other are one text: characters may be cut between them, blanks between them do not count. */
function readPieces(raw: string): (string | RunOfWords)[] {
  const pieces: (string | RunOfWords)[] = []
  let plainFrom = 0
  for (let at = raw.indexOf('=?'); at !== -1; ) {
    const word = readWord(raw, at)
    if (!word) {
      at = raw.indexOf('=?', at + 2)
      continue
    }
    const between = raw.slice(plainFrom, at)
    const last = pieces.at(-1)
    const adjacent = typeof last === 'object' && between.trim() === ''
    if (!adjacent && between !== '') pieces.push(between)
    if (adjacent && last.charset === word.charset && last.encoding === word.encoding) continueRun(last, word.text)
    else pieces.push({ ...word, bytes: [] })
    plainFrom = word.end
    at = raw.indexOf('=?', word.end)
  }
  if (plainFrom < raw.length) pieces.push(raw.slice(plainFrom))
  return pieces
}

/** Base64 that was cut between two groups of four goes on in the next word; any other word is decoded by itself. */
function continueRun(run: RunOfWords, text: string): void {
  if (run.encoding === 'b' && run.text.length % 4 !== 0 && !run.text.endsWith('=')) {
    run.text += text
    return
  }
  run.bytes.push(bytesOf(run))
  run.text = text
}

function decodeWord(run: RunOfWords, hints: readonly string[]): string {
  return decodeBytes(Buffer.concat([...run.bytes, bytesOf(run)]), run.charset, hints).text
}

function bytesOf({ encoding, text }: { encoding: 'b' | 'q'; text: string }): Buffer {
  if (encoding === 'b') return decodeAll('base64', text)
  // Section 4.2: `_` is a blank.
  return decodeAll('quoted-printable', text.replaceAll('_', '=20'))
}

function decodeAll(encoding: string, text: string): Buffer {
  const decoder = transferDecoder(encoding)
  return Buffer.concat([decoder.write(Buffer.from(text, 'latin1')), decoder.end()])
}

const WORD_START = /=\?([^?\s]{0,60})\?\s?([bq])\s?\?/iy

function readWord(raw: string, from: number): Word | null {
  WORD_START.lastIndex = from
  const start = WORD_START.exec(raw)
  if (!start) return null
  const encoding = start[2]?.toLowerCase() === 'b' ? 'b' : 'q'
  const textFrom = from + start[0].length
  const textTo = encoding === 'q' ? endOfQ(raw, textFrom) : raw.indexOf('?=', textFrom)
  const charset = start[1] ?? ''
  // Subjects cut by a length limit lose the end of their last word.
  if (textTo === -1) return { charset, encoding, text: raw.slice(textFrom), end: raw.length }
  return { charset, encoding, text: raw.slice(textFrom, textTo), end: textTo + 2 }
}

/** A raw `?` before an escape looks like the end: `what?=3F?=`. */
function endOfQ(raw: string, from: number): number {
  let end = raw.indexOf('?=', from)
  while (end !== -1 && /[0-9A-F]/.test(raw[end + 2] ?? '') && /[0-9A-F]/.test(raw[end + 3] ?? '')) {
    const next = raw.indexOf('?=', end + 2)
    if (next === -1 || /\s/.test(raw.slice(end, next))) break
    end = next
  }
  return end
}

function decodeRaw(raw: string, hints: readonly string[]): string {
  if (!/[^\x01-\x1a\x1c-\x7e]/.test(raw)) return raw
  return decodeBytes(Buffer.from(raw, 'latin1'), '', hints).text.replaceAll('\0', '')
}
