/** RFC 4648 section 6 in lower case and without padding: survives relays that change case. */
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'

/** Five bits a character; the octets must be a multiple of five, so that no bits are left over. */
export function encodeOctets(octets: Uint8Array): string {
  let text = ''
  let bits = 0
  let held = 0
  for (const octet of octets) {
    held = (held << 8) | octet
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += alphabet.charAt((held >> bits) & 31)
    }
    held &= (1 << bits) - 1
  }
  return text
}

/** A positive safe integer, most significant digit first, without leading zeros: one number has one spelling. */
export function encodeNumber(value: number): string {
  let text = ''
  for (let rest = value; rest > 0; rest = Math.floor(rest / 32)) text = alphabet.charAt(rest % 32) + text
  return text
}

/** The number that `encodeNumber` spells this way, or null where it spells none. */
export function decodeNumber(text: string): number | null {
  if (text.length === 0 || text.length > 11 || text.startsWith('a')) return null
  let value = 0
  for (const letter of text) {
    const digit = alphabet.indexOf(letter)
    if (digit < 0) return null
    value = value * 32 + digit
  }
  return Number.isSafeInteger(value) ? value : null
}
