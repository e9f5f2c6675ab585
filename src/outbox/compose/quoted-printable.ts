/** Octets of a line before its soft break: RFC 2045 section 6.7 allows 76 with the `=` of the break. */
const lineOctets = 75

const [lf, cr, space, tab, equals] = [10, 13, 32, 9, 61]
const digits = Buffer.from('0123456789ABCDEF')

/**
 * Text as quoted-printable UTF-8 (RFC 2045 section 6.7) with CRLF line ends. nodemailer encodes in streams and string by string, at a
 * good part of what a whole mail costs here; this is one pass over the octets.
 */
export function encodeQuotedPrintable(text: string): Buffer {
  const octets = Buffer.from(text.replaceAll(/\r\n?/g, '\n'), 'utf8')
  const out = Buffer.allocUnsafe(Math.ceil(octets.length * 3 * (1 + 3 / (lineOctets - 2))) + 8)
  let at = 0
  let column = 0
  for (let index = 0; index < octets.length; index += 1) {
    const octet = octets[index] ?? 0
    if (octet === lf) {
      at = breakLine(out, at)
      column = 0
      continue
    }
    const next = octets[index + 1]
    const plain = isPlain(octet) || ((octet === space || octet === tab) && next !== lf && next !== undefined)
    if (column + (plain ? 1 : 3) > lineOctets) {
      out[at++] = equals
      at = breakLine(out, at)
      column = 0
    }
    if (plain) out[at++] = octet
    else at = writeHex(out, at, octet)
    column += plain ? 1 : 3
  }
  return out.subarray(0, at)
}

const isPlain = (octet: number): boolean => octet > 32 && octet < 127 && octet !== equals

function breakLine(out: Buffer, at: number): number {
  out[at] = cr
  out[at + 1] = lf
  return at + 2
}

function writeHex(out: Buffer, at: number, octet: number): number {
  out[at] = equals
  out[at + 1] = digits[octet >> 4] ?? 0
  out[at + 2] = digits[octet & 15] ?? 0
  return at + 3
}
