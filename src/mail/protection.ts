import { readOpaqueSigned } from './opaque-signed.ts'
import { isPkcs7Mime, type Part } from './part.ts'
import type { MailProtection } from './types.ts'

/** What the structure of a mail says about signatures and encryption (RFC 8551, RFC 3156, PGP in the text). */
export function protectionOf(parts: readonly Part[]): MailProtection {
  const kinds = parts.map(kindOf)
  for (const kind of ['smime-encrypted', 'pgp-encrypted', 'smime-signed', 'pgp-signed'] as const) {
    if (kinds.includes(kind)) return kind
  }
  return 'none'
}

/** A mail whose words are inside its S/MIME signature: the part that holds them, and the words. */
export function opaqueContent(parts: readonly Part[]): { part: Part; content: Buffer } | null {
  const part = parts.find(isPkcs7Mime)
  const content = part?.content && !part.content.cut ? readOpaqueSigned(part.content.bytes) : null
  return part && content instanceof Buffer ? { part, content } : null
}

function kindOf(part: Part): MailProtection {
  const { type } = part
  if (isPkcs7Mime(part)) return pkcs7Kind(part)
  if (/^application\/(x-)?pkcs7-signature$/.test(type)) return 'smime-signed'
  if (type === 'application/pgp-signature') return 'pgp-signed'
  return type === 'application/pgp-encrypted' ? 'pgp-encrypted' : armourOf(part)
}

/** What the content is counts more than what the header calls it. */
function pkcs7Kind(part: Part): MailProtection {
  const content = readOpaqueSigned(part.content?.bytes ?? Buffer.alloc(0))
  if (content instanceof Buffer) return 'smime-signed'
  const named = (part.parameters.get('smime-type') ?? '').toLowerCase()
  return content === null && /signed|certs/.test(named) ? 'smime-signed' : 'smime-encrypted'
}

/** PGP in the text itself. Its marks are ASCII in every charset that mails are written in. */
function armourOf(part: Part): MailProtection {
  if (part.type !== 'text/plain' || !part.content?.bytes.includes('-----BEGIN PGP ')) return 'none'
  const text = part.content.bytes.toString('latin1')
  if (/^-----BEGIN PGP MESSAGE-----\s*$/m.test(text)) return 'pgp-encrypted'
  return /^-----BEGIN PGP SIGNED MESSAGE-----\s*$/m.test(text) ? 'pgp-signed' : 'none'
}
