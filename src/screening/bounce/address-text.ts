/** One addr-spec as notices write it: no spaces outside of quotes, a domain with letters, digits, dots and dashes. For patterns with the `u` flag. */
export const addressSource = String.raw`(?:"[^"<>\n]{1,64}"|[^\s<>()[\]",;:'|\x60]{1,64})@[\p{L}\p{N}](?:[\p{L}\p{N}._-]{0,252}[\p{L}\p{N}])?`

/** @internal For its test. */
export const addressPattern = new RegExp(addressSource, 'u')

/** The first address of a text, in lower case, or null. */
export function firstAddress(text: string): string | null {
  const found = addressPattern.exec(text)?.[0]
  return found ? cleanAddress(found) : null
}

/** Without what notices glue to an address: `mailto:`, `SMTP=`, angle brackets. */
export function cleanAddress(text: string): string {
  const bare = text.trim().replace(/^<|>$/g, '')
  const afterLabel = bare.slice(bare.lastIndexOf('=', bare.lastIndexOf('@')) + 1)
  return (/^(?:dda:)?smtp=/i.test(bare) ? afterLabel : bare).toLowerCase()
}
