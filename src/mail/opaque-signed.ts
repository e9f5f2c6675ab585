/**
 * The content of an S/MIME mail that carries it inside its signature (RFC 8551 section 3.5.2, RFC 5652 section 5.1): a
 * MIME entity. 'encrypted' for enveloped data, null for what cannot be read. Nothing is verified here.
 */
export function readOpaqueSigned(bytes: Buffer): Buffer | 'encrypted' | null {
  const outer = enter(bytes, 0, 0x30)
  const type = outer === null ? null : header(bytes, outer)
  if (outer === null || !type || type.tag !== 0x06) return null
  const oid = bytes.subarray(type.start, type.end)
  if (oid.equals(ENVELOPED) || oid.equals(AUTH_ENVELOPED)) return 'encrypted'
  if (!oid.equals(SIGNED)) return null
  return signedContent(bytes, type.end)
}

const PKCS7 = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01]
const SIGNED = Buffer.from([...PKCS7, 0x07, 0x02])
const ENVELOPED = Buffer.from([...PKCS7, 0x07, 0x03])
const AUTH_ENVELOPED = Buffer.from([...PKCS7, 0x09, 0x10, 0x01, 0x17])

/** [0] { SEQUENCE { version, digest algorithms, SEQUENCE { type, [0] { OCTET STRING } } … } } */
function signedContent(bytes: Buffer, from: number): Buffer | null {
  const wrapper = enter(bytes, from, 0xa0)
  const body = wrapper === null ? null : enter(bytes, wrapper, 0x30)
  const version = body === null ? null : header(bytes, body)
  const digests = version && header(bytes, version.end)
  const content = digests && digests.end !== -1 ? enter(bytes, digests.end, 0x30) : null
  const type = content === null ? null : header(bytes, content)
  const inside = type && enter(bytes, type.end, 0xa0)
  return inside === null || inside === undefined ? null : octets(bytes, inside)
}

/** An OCTET STRING, whole or in pieces (BER, as streaming signers write it). */
function octets(bytes: Buffer, from: number): Buffer | null {
  const pieces: Buffer[] = []
  let open = 0
  for (let at = from; at < bytes.length; ) {
    const piece = header(bytes, at)
    if (!piece) return null
    if (piece.tag === 0x24) {
      open++
      at = piece.start
    } else if (piece.tag === 0x04 && piece.end !== -1) {
      pieces.push(bytes.subarray(piece.start, piece.end))
      at = piece.end
      if (open === 0) break
    } else break
  }
  return pieces.length === 0 ? null : Buffer.concat(pieces)
}

/** Where the content of an element with this tag begins, or null where another one stands there. */
function enter(bytes: Buffer, at: number, tag: number): number | null {
  const found = header(bytes, at)
  return found?.tag === tag ? found.start : null
}

/** One-octet tags are all that stands before the content. `end` is -1 for an indefinite length. */
function header(bytes: Buffer, at: number): { tag: number; start: number; end: number } | null {
  const tag = bytes[at]
  const first = bytes[at + 1]
  if (tag === undefined || first === undefined) return null
  if (first === 0x80) return { tag, start: at + 2, end: -1 }
  if (first < 0x80) return checked(bytes, tag, at + 2, first)
  const count = first & 0x7f
  if (count > 4 || at + 2 + count > bytes.length) return null
  return checked(bytes, tag, at + 2 + count, bytes.readUIntBE(at + 2, count))
}

function checked(bytes: Buffer, tag: number, start: number, length: number) {
  return start + length <= bytes.length ? { tag, start, end: start + length } : null
}
