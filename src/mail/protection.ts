import type { Part } from './part.ts'
import type { MailProtection } from './types.ts'

/** What the structure of a mail says about signatures and encryption (RFC 8551, RFC 3156, inline PGP). */
export function protectionOf(parts: readonly Part[], text: string): MailProtection {
  const kinds = parts.map(kindOf)
  for (const kind of ['smime-encrypted', 'pgp-encrypted', 'smime-signed', 'pgp-signed'] as const) {
    if (kinds.includes(kind)) return kind
  }
  if (/^-----BEGIN PGP MESSAGE-----\s*$/m.test(text)) return 'pgp-encrypted'
  return /^-----BEGIN PGP SIGNED MESSAGE-----\s*$/m.test(text) ? 'pgp-signed' : 'none'
}

function kindOf(part: Part): MailProtection {
  const { type } = part
  if (/^application\/(x-)?pkcs7-mime$/.test(type))
    return /signed|certs/.test(smimeType(part)) ? 'smime-signed' : 'smime-encrypted'
  if (/^application\/(x-)?pkcs7-signature$/.test(type)) return 'smime-signed'
  if (type === 'application/pgp-signature') return 'pgp-signed'
  return type === 'application/pgp-encrypted' ? 'pgp-encrypted' : 'none'
}

function smimeType(part: Part): string {
  return (part.parameters.get('smime-type') ?? '').toLowerCase()
}
