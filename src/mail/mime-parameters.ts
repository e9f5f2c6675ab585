import { decodeBytes } from './charset.ts'
import { decodeHeaderText } from './encoded-words.ts'
import { MAX_PARAMETER_CHARS, MAX_PARAMETERS } from './limits.ts'

/** A Content-Type or Content-Disposition: its value in lower case, its parameters decoded (names in lower case). */
export interface MimeValue {
  value: string
  parameters: ReadonlyMap<string, string>
}

/**
 * Reads a header value with parameters (RFC 2045), with RFC 2231 pieces and charsets, RFC 2047 words where they do not
 * belong, raw 8-bit bytes, missing quotes and missing semicolons. `raw` is a byte a character, unfolded.
 */
export function parseMimeValue(raw: string, hints: readonly string[] = []): MimeValue {
  const start = /^[^;\s(]*/.exec(raw.trimStart())?.[0] ?? ''
  const rest = raw.trimStart().slice(start.length)
  return { value: start.toLowerCase(), parameters: joinPieces(readParameters(rest), hints) }
}

interface Piece {
  /** Position of RFC 2231 section 3, 0 where there is none. */
  index: number
  extended: boolean
  text: string
}

function readParameters(text: string): Map<string, Piece[]> {
  const found = new Map<string, Piece[]>()
  let at = 0
  for (let seen = 0; seen < MAX_PARAMETERS; seen++) {
    at = skipSeparators(text, at)
    const equals = text.indexOf('=', at)
    if (equals === -1) break
    const semicolon = text.indexOf(';', at)
    if (semicolon !== -1 && semicolon < equals) {
      at = semicolon + 1
      continue
    }
    const name = text.slice(at, equals).trim().toLowerCase()
    const value = readValue(text, equals + 1)
    at = value.end
    addPiece(found, name, value.text)
  }
  return found
}

/** `filename*1*`: the parameter, its place among the pieces, and whether its text is percent-encoded. */
function addPiece(found: Map<string, Piece[]>, fullName: string, text: string): void {
  const parts = /^([^*\s]{1,40})(?:\*(\d{1,3}))?(\*)?$/.exec(fullName)
  const name = parts?.[1]
  if (!parts || !name) return
  const pieces = found.get(name) ?? []
  const extended = parts[3] !== undefined
  const continued = parts[2] !== undefined
  // RFC 6266 section 4.3: the extended form wins over the plain one that stands beside it for old readers.
  const key = continued || extended ? name : `${name} plain`
  const list = key === name ? pieces : (found.get(key) ?? [])
  if (key !== name && list.length > 0) return
  list.push({ index: Number(parts[2] ?? 0), extended, text })
  found.set(key, list)
}

function joinPieces(found: Map<string, Piece[]>, hints: readonly string[]): ReadonlyMap<string, string> {
  const joined = new Map<string, string>()
  for (const [key, pieces] of found) {
    const name = key.replace(' plain', '')
    if (name !== key && found.has(name)) continue
    pieces.sort((a, b) => a.index - b.index)
    const text = pieces.some((piece) => piece.extended)
      ? decodeExtended(pieces, hints)
      : decodeHeaderText(
          pieces
            .map((piece) => piece.text)
            .join('')
            .slice(0, MAX_PARAMETER_CHARS),
          hints,
        )
    joined.set(name, text.replaceAll('\0', ''))
  }
  return joined
}

function decodeExtended(pieces: readonly Piece[], hints: readonly string[]): string {
  const first = pieces[0]?.text ?? ''
  const prefix = /^([^']{0,60})'[^']{0,60}'/.exec(first)
  const bytes = pieces
    .map(({ text, extended }, index) => {
      const plain = index === 0 && prefix ? text.slice(prefix[0].length) : text
      return extended ? percentDecode(plain) : plain
    })
    .join('')
    .slice(0, MAX_PARAMETER_CHARS)
  return decodeBytes(Buffer.from(bytes, 'latin1'), prefix?.[1] ?? '', hints).text
}

function percentDecode(text: string): string {
  return text.replaceAll(/%([0-9a-f]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

function readValue(text: string, from: number): { text: string; end: number } {
  let at = from
  while (text[at] === ' ' || text[at] === '\t') at++
  if (text[at] === '"') return readQuoted(text, at + 1)
  const semicolon = text.indexOf(';', at)
  const end = semicolon === -1 ? text.length : semicolon
  return { text: withoutComment(text.slice(at, end)).trim(), end }
}

/** Old mailers write Windows paths without doubling the backslash: only a quote or a backslash can be escaped. */
function readQuoted(text: string, from: number): { text: string; end: number } {
  let value = ''
  for (let at = from; at < text.length; at++) {
    const char = text[at] ?? ''
    const next = text[at + 1] ?? ''
    if (char === '"') return { text: value, end: at + 1 }
    if (char === '\\' && (next === '"' || next === '\\')) {
      value += next
      at++
    } else value += char
  }
  return { text: value.trim(), end: text.length }
}

function withoutComment(text: string): string {
  const comment = text.search(/\s\(/)
  return comment !== -1 && text.trimEnd().endsWith(')') ? text.slice(0, comment) : text
}

function skipSeparators(text: string, from: number): number {
  let at = from
  while (at < text.length && /[;\s,]/.test(text[at] ?? '')) at++
  return at
}
