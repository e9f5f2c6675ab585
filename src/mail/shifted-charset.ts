/** Seven-bit charsets that shift between ASCII and a double-byte set, which neither TextDecoder nor iconv-lite reads. */
interface Shifted {
  /** The eight-bit charset that has the same characters at the same places, 128 higher. */
  base: string
  start: readonly number[]
  end: readonly number[]
}

const ESC_KOREAN = [0x1b, 0x24, 0x29, 0x43]
const TILDE = 0x7e

/** RFC 1557: SO and SI, below one announcement. RFC 1843: `~{` and `~}`. */
const SHIFTED: ReadonlyMap<string, Shifted> = new Map([
  ['iso-2022-kr', { base: 'euc-kr', start: [0x0e], end: [0x0f] }],
  ['hz-gb-2312', { base: 'gb18030', start: [TILDE, 0x7b], end: [TILDE, 0x7d] }],
])

/** The same text in an eight-bit charset, or null where the charset is none of these. */
export function unshift(bytes: Uint8Array, charset: string): { bytes: Uint8Array; charset: string } | null {
  const known = SHIFTED.get(charset === 'hz' ? 'hz-gb-2312' : charset)
  if (!known) return null
  const out = new Uint8Array(bytes.length)
  let length = 0
  let isDouble = false
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at] ?? 0
    const turn = isDouble ? known.end : known.start
    if (standsAt(bytes, at, turn)) {
      isDouble = !isDouble
      at += turn.length
    } else if (standsAt(bytes, at, ESC_KOREAN)) at += ESC_KOREAN.length
    else {
      // A line end resets the shift; `~~` is a tilde.
      if (byte === 0x0a) isDouble = false
      if (!isDouble && known.base === 'gb18030' && standsAt(bytes, at, [TILDE, TILDE])) at++
      out[length++] = isDouble && byte > 0x20 && byte < 0x7f ? byte | 0x80 : byte
      at++
    }
  }
  return { bytes: out.subarray(0, length), charset: known.base }
}

function standsAt(bytes: Uint8Array, at: number, wanted: readonly number[]): boolean {
  return wanted.every((byte, offset) => bytes[at + offset] === byte)
}
