const SIGNED = '-----BEGIN PGP SIGNED MESSAGE-----'
const SIGNATURE = '-----BEGIN PGP SIGNATURE-----'
const END = '-----END PGP SIGNATURE-----'

/** The words of a text that is signed in place (RFC 9580 section 7), without the armour around them. */
export function withoutPgpArmour(text: string): string {
  const start = lineAt(text, SIGNED, 0)
  const signature = start === -1 ? -1 : lineAt(text, SIGNATURE, start)
  if (signature === -1) return text
  const end = lineAt(text, END, signature)
  // Armour headers (`Hash: SHA256`) end at the first empty line.
  const head = text.indexOf('\n\n', start)
  if (head === -1 || head > signature) return text
  const words = text.slice(head + 2, signature).replaceAll(/^- /gm, '')
  const after = end === -1 ? '' : text.slice(end + END.length)
  return [text.slice(0, start), words, after].filter((part) => part.trim() !== '').join('\n')
}

function lineAt(text: string, line: string, from: number): number {
  const at = text.indexOf(line, from)
  return at > 0 && text[at - 1] !== '\n' ? -1 : at
}
