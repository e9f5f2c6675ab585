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
  #rest = ''
  #state: 'start' | 'base64' | 'as-is' | 'over' = 'start'

  write(chunk: Buffer): Buffer {
    if (this.#state === 'as-is' || this.#state === 'over') return this.#state === 'over' ? EMPTY : chunk
    let text = chunk.toString('latin1')
    // Node's decoder skips line ends by itself and fast; what else is foreign is taken out first.
    const foreign = NOT_BASE64.test(text)
    if (this.#state === 'start' && /\S/.test(text)) this.#state = foreign && isPlainText(text) ? 'as-is' : 'base64'
    if (this.#state === 'as-is') {
      this.broken = true
      return chunk
    }
    if (text.includes('=')) return this.#padded(text)
    if (foreign) text = this.#withoutForeign(text)
    return this.#whole(text)
  }

  end(): Buffer {
    const rest = this.#rest
    this.#rest = ''
    return Buffer.from(rest, 'base64')
  }

  #withoutForeign(text: string): string {
    this.broken ||= /[^A-Za-z0-9+/=\s]/.test(text)
    return text.replaceAll(NOT_BASE64_ALL, '')
  }

  #padded(text: string): Buffer {
    const out: Buffer[] = []
    let from = 0
    for (const { index, 0: padding } of text.matchAll(/=+/g)) {
      out.push(this.#whole(this.#withoutForeign(text.slice(from, index))), this.end())
      from = index + padding.length
      // RFC 2045: padding is the end. Only more base64, without a word between, is taken for more of it.
      if (NOT_BASE64.test(text.slice(from))) {
        this.broken = true
        this.#state = 'over'
        return Buffer.concat(out)
      }
    }
    out.push(this.#whole(text.slice(from)))
    return Buffer.concat(out)
  }

  /** Four characters are three bytes: the odd ones wait for the next piece. */
  #whole(text: string): Buffer {
    const all = this.#rest + text
    const odd = countBase64(all) % 4
    let cut = all.length
    for (let left = odd; left > 0; ) {
      cut--
      if (isBase64(all.charCodeAt(cut))) left--
    }
    this.#rest = all.slice(cut).replaceAll(WHITESPACE, '')
    return Buffer.from(cut === all.length ? all : all.slice(0, cut), 'base64')
  }
}

/** Words with blanks between them, or many characters that base64 does not have. */
function isPlainText(text: string): boolean {
  const sample = text.slice(0, 2048)
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
