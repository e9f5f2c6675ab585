import { decodeUuLine } from './uuencode.ts'

/** Undoes a Content-Transfer-Encoding piece by piece. Bad input is skipped or kept as it is, never an error. */
export interface TransferDecoder {
  /** The input was not what the mail calls it. */
  readonly broken: boolean
  write(chunk: Buffer): Buffer
  end(): Buffer
}

export function transferDecoder(encoding: string): TransferDecoder {
  const name = encoding.toLowerCase().trim()
  if (name === 'base64') return new Base64Decoder()
  if (name === 'quoted-printable') return new QuotedPrintableDecoder()
  if (/^(x-)?uu(e|encode)?$/.test(name)) return new UuDecoder()
  return identity
}

const EMPTY = Buffer.alloc(0)
const identity: TransferDecoder = {
  broken: false,
  write: (chunk) => chunk,
  end: () => EMPTY,
}

/**
 * RFC 2045 section 6.8. Characters outside the alphabet are skipped; groups that go on after padding are read on. Text
 * that is plainly not base64 although the mail says so stays as it is, and so does not what lists append to base64.
 */
class Base64Decoder implements TransferDecoder {
  broken = false
  /** Characters that are not yet enough to judge by. What the pieces are must not change what comes out. */
  #held = ''
  /** Of a group of four. */
  #rest = ''
  #state: 'start' | 'base64' | 'padded' | 'as-is' | 'over' = 'start'

  write(chunk: Buffer): Buffer {
    if (this.#state === 'over') return EMPTY
    if (this.#state === 'as-is') return chunk
    return this.#read(this.#held + chunk.toString('latin1'), false)
  }

  end(): Buffer {
    return Buffer.concat([this.#read(this.#held, true), this.#endGroup()])
  }

  #read(input: string, final: boolean): Buffer {
    const out: Buffer[] = []
    let text = input
    this.#held = ''
    while (text !== '') {
      if (this.#state === 'padded') text = text.replace(/^[=\r\n]+/, '')
      const needed = this.#state === 'start' ? START_CHARS : this.#state === 'padded' ? LINE_CHARS : 0
      if (text.length < needed && !final) {
        this.#held = text
        break
      }
      if (this.#state === 'start') this.#state = isPlainText(text.slice(0, START_CHARS)) ? 'as-is' : 'base64'
      // RFC 2045: padding is the end. Only more base64, without a word between, is taken for more of it.
      if (this.#state === 'padded') this.#state = NOT_BASE64.test(text.slice(0, LINE_CHARS)) ? 'over' : 'base64'
      if (this.#state !== 'base64') {
        this.broken = true
        if (this.#state === 'as-is') out.push(Buffer.from(text, 'latin1'))
        break
      }
      const padding = text.indexOf('=')
      out.push(this.#group(padding === -1 ? text : text.slice(0, padding)))
      text = padding === -1 ? '' : text.slice(padding)
      if (padding !== -1) {
        out.push(this.#endGroup())
        this.#state = 'padded'
      }
    }
    return out.length === 1 ? (out[0] ?? EMPTY) : Buffer.concat(out)
  }

  #endGroup(): Buffer {
    const rest = this.#rest
    this.#rest = ''
    return Buffer.from(rest, 'base64')
  }

  /** Four characters are three bytes: the odd ones wait for the next piece. */
  #group(text: string): Buffer {
    // Node's decoder skips line ends by itself and fast; what else is foreign is taken out first.
    const foreign = NOT_BASE64.test(text)
    if (foreign) this.broken ||= /[^A-Za-z0-9+/=\s]/.test(text)
    const all = this.#rest + (foreign ? text.replaceAll(NOT_BASE64_ALL, '') : text)
    let cut = all.length
    for (let left = countBase64(all) % 4; left > 0; ) {
      cut--
      if (isBase64(all.charCodeAt(cut))) left--
    }
    this.#rest = all.slice(cut).replaceAll(WHITESPACE, '')
    return Buffer.from(cut === all.length ? all : all.slice(0, cut), 'base64')
  }
}

/** How much is looked at to tell base64 from words, at the start and after padding. */
const START_CHARS = 2048
const LINE_CHARS = 80

/** Words with blanks between them, or many characters that base64 does not have. */
function isPlainText(sample: string): boolean {
  const beforePadding = sample.split('=', 1)[0] ?? ''
  // What stands below the padding is judged apart.
  if (beforePadding.trim() !== '' && !NOT_BASE64.test(beforePadding)) return false
  const foreign = sample.replaceAll(/[A-Za-z0-9+/=\-_\s]+/g, '').length
  const blanks = sample.match(/[^\s=] +(?=[^\s=])/g)?.length ?? 0
  return (foreign + blanks) * 20 > sample.length
}

const NOT_BASE64 = /[^A-Za-z0-9+/=\r\n]/
const NOT_BASE64_ALL = /[^A-Za-z0-9+/=\r\n]+/g
const WHITESPACE = /[\r\n]+/g

function countBase64(text: string): number {
  let breaks = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) breaks++
  for (let at = text.indexOf('\r'); at !== -1; at = text.indexOf('\r', at + 1)) breaks++
  return text.length - breaks
}

function isBase64(code: number): boolean {
  return code !== 10 && code !== 13
}

/** The old `x-uuencode`: lines between `begin` and `end`. */
class UuDecoder implements TransferDecoder {
  broken = false
  #rest = ''
  #inside = false

  write(chunk: Buffer): Buffer {
    const lines = (this.#rest + chunk.toString('latin1')).split('\n')
    // No line of an encoder's is longer than 62 characters; a longer one is nothing to wait for the end of.
    this.#rest = lines.pop()?.slice(0, 1000) ?? ''
    return Buffer.concat(lines.map((line) => this.#line(line.replace(/\r$/, ''))))
  }

  end(): Buffer {
    const rest = this.#line(this.#rest)
    this.#rest = ''
    return rest
  }

  #line(line: string): Buffer {
    const isEdge = /^(begin [0-7]{3,4} |end\s*$)/.test(line)
    if (isEdge) this.#inside = line.startsWith('begin')
    if (isEdge || !this.#inside || line.trim() === '') return EMPTY
    const octets = decodeUuLine(line)
    this.broken ||= octets === null
    return octets ?? EMPTY
  }
}

/** RFC 2045 section 6.7, with what mailers get wrong: lower-case hex, a lone `=`, trailing white space. */
class QuotedPrintableDecoder implements TransferDecoder {
  readonly broken = false
  #rest: Buffer = EMPTY

  write(chunk: Buffer): Buffer {
    const all = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    const cut = safeEnd(all)
    this.#rest = all.subarray(cut)
    return decodeQuotedPrintable(all.subarray(0, cut))
  }

  end(): Buffer {
    const rest = this.#rest
    this.#rest = EMPTY
    return decodeQuotedPrintable(rest)
  }
}

/** An escape is three octets, a soft break may have white space before its line end: neither is cut in two. */
function safeEnd(bytes: Buffer): number {
  const lineEnd = bytes.lastIndexOf(10) + 1
  // A line without end that is longer than any mailer writes is decoded as it comes.
  if (lineEnd > 0 || bytes.length < 4096) return lineEnd
  const lastEscape = bytes.lastIndexOf(61)
  return lastEscape >= bytes.length - 2 ? lastEscape : bytes.length
}

function decodeQuotedPrintable(bytes: Buffer): Buffer {
  const out = Buffer.allocUnsafe(bytes.length)
  let length = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (byte === 61) {
      const end = softBreakEnd(bytes, at + 1)
      if (end !== -1) {
        at = end - 1
        continue
      }
      const high = hexValue(bytes[at + 1])
      const low = hexValue(bytes[at + 2])
      if (high !== -1 && low !== -1) {
        out[length++] = high * 16 + low
        at += 2
        continue
      }
    } else if (byte === 10) {
      length = withoutTrailingBlanks(bytes, at, out, length)
    }
    out[length++] = byte
  }
  return out.subarray(0, length)
}

/** Where the line after a soft break begins, or -1 where this `=` is none. */
function softBreakEnd(bytes: Buffer, from: number): number {
  let at = from
  while (bytes[at] === 32 || bytes[at] === 9) at++
  if (bytes[at] === 13 && bytes[at + 1] === 10) return at + 2
  if (bytes[at] === 10) return at + 1
  return at >= bytes.length ? at : -1
}

/** Blanks before a line end were added on the way (rule 3), unless they are written as escapes. */
function withoutTrailingBlanks(bytes: Buffer, lineEnd: number, out: Buffer, length: number): number {
  const hasCr = bytes[lineEnd - 1] === 13
  let source = hasCr ? lineEnd - 2 : lineEnd - 1
  let end = hasCr ? length - 1 : length
  const before = end
  while (end > 0 && (bytes[source] === 32 || bytes[source] === 9)) {
    source--
    end--
  }
  if (end === before) return length
  if (hasCr) out[end++] = 13
  return end
}

function hexValue(code: number | undefined): number {
  if (code === undefined) return -1
  if (code >= 48 && code <= 57) return code - 48
  const letter = code | 32
  return letter >= 97 && letter <= 102 ? letter - 87 : -1
}
