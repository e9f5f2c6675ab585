import { MAX_FILENAME_BYTES } from './limits.ts'

/**
 * The name under which an attachment is shown and saved: what the mail says without paths, control and direction marks
 * and what file systems refuse, at most MAX_FILENAME_BYTES of UTF-8 with its extension kept. Never empty.
 */
export function safeFilename(declared: string, contentType: string): string {
  const clean = withoutPath(withoutMarks(declared))
    .replaceAll(/[<>:"|?*]/g, '_')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[\s.]+/, '')
    .replace(/[\s.]+$/, '')
  const name = clean === '' || /^_+$/.test(clean) ? defaultName(contentType) : clean
  return shorten(RESERVED.test(name) ? `_${name}` : name)
}

/** Marks that turn text around make `exe.txt` out of `txt.exe`. */
function withoutMarks(name: string): string {
  return name
    .slice(0, 10_000)
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]+/g, ' ')
    .trim()
}

/** A path keeps its last part; a slash in a name (`12/2026.pdf`) becomes a dash. */
function withoutPath(name: string): string {
  const isPath = /^([/\\~]|[a-z]:[/\\])|(^|[/\\])\.{1,2}([/\\]|$)|\\/i.test(name)
  return isPath ? (name.split(/[/\\]+/).findLast((part) => part.trim() !== '') ?? '') : name.replaceAll('/', '-')
}

/** Names that Windows keeps for devices, whatever their extension. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

function shorten(name: string): string {
  if (Buffer.byteLength(name) <= MAX_FILENAME_BYTES) return name
  const extension = /\.[^.\s]{1,16}$/.exec(name)?.[0] ?? ''
  const room = MAX_FILENAME_BYTES - Buffer.byteLength(extension) - Buffer.byteLength('…')
  let kept = ''
  let used = 0
  for (const char of name.slice(0, name.length - extension.length)) {
    used += Buffer.byteLength(char)
    if (used > room) break
    kept += char
  }
  return `${kept.trimEnd()}…${extension}`
}

function defaultName(contentType: string): string {
  const [kind = '', subtype = ''] = contentType.split('/')
  const known = DEFAULT_NAMES.get(contentType)
  if (known) return known
  const extension = /^[a-z0-9]{1,5}$/.test(subtype) ? `.${subtype}` : ''
  return ['image', 'audio', 'video'].includes(kind) ? `${kind}${extension}` : `attachment${extension}`
}

const DEFAULT_NAMES = new Map([
  ['message/rfc822', 'message.eml'],
  ['text/plain', 'text.txt'],
  ['text/html', 'page.html'],
  ['text/calendar', 'invitation.ics'],
  ['text/vcard', 'contact.vcf'],
  ['text/x-vcard', 'contact.vcf'],
  ['text/rfc822-headers', 'headers.txt'],
  ['message/delivery-status', 'delivery-status.txt'],
  ['message/disposition-notification', 'disposition-notification.txt'],
  ['message/feedback-report', 'feedback-report.txt'],
  ['image/jpeg', 'image.jpg'],
  ['image/svg+xml', 'image.svg'],
  ['application/pdf', 'document.pdf'],
  ['application/ms-tnef', 'winmail.dat'],
  ['application/pkcs7-signature', 'smime.p7s'],
  ['application/x-pkcs7-signature', 'smime.p7s'],
  ['application/pkcs7-mime', 'smime.p7m'],
  ['application/x-pkcs7-mime', 'smime.p7m'],
  ['application/pgp-signature', 'signature.asc'],
  ['application/pgp-encrypted', 'version.txt'],
  ['application/pgp-keys', 'key.asc'],
  ['application/octet-stream', 'attachment.bin'],
])
