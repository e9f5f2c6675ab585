import { createHash } from 'node:crypto'
import { MAX_HEADER_BLOCK_BYTES } from './limits.ts'
import { parseMessageId } from './message-ids.ts'

interface Fingerprint {
  /** Lowercase hexadecimal SHA-256 of what stays the same on every route that the mail takes. */
  fingerprint: string
  messageId: string | null
  /** Lowercase hexadecimal SHA-256 of the very octets. */
  sha256: string
}

export interface FingerprintReader {
  update(chunk: Uint8Array): void
  finish(): Fingerprint
}

/**
 * Reads, as a raw mail is written, what tells whether the same mail was seen before: its content without the fields that
 * servers and filters add on the way, with LF line ends and without the line ends that follow the last line. The mail is
 * not parsed.
 */
export function createFingerprint(): FingerprintReader {
  const raw = createHash('sha256')
  const stable = createHash('sha256')
  const body = lineEndNormaliser((text) => stable.update(text, 'latin1'))
  let header: string[] | null = []
  let headerLength = 0
  let tail = ''
  let messageId: string | null = null

  const endHeader = (block: string, rest: string) => {
    const fields = splitFields(block)
    messageId = parseMessageId(fieldValue(fields.find((field) => nameOf(field) === 'message-id') ?? ''))
    for (const field of fields) if (!isTrace(nameOf(field))) stable.update(`${field}\n`, 'latin1')
    stable.update('\n')
    header = null
    body.write(rest)
  }

  return {
    update(chunk) {
      raw.update(chunk)
      const text = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1')
      if (header === null) {
        body.write(text)
        return
      }
      // The end may lie across two chunks; what was searched before is not searched again.
      const end = endOfHeader(tail + text)
      header.push(text)
      headerLength += text.length
      if (end) {
        const at = headerLength - text.length - tail.length + end.at
        const all = header.join('')
        endHeader(all.slice(0, at), all.slice(at + end.length))
      } else if (headerLength > MAX_HEADER_BLOCK_BYTES) endHeader('', header.join(''))
      tail = (tail + text).slice(-2)
    },
    finish() {
      if (header !== null) endHeader(header.join(''), '')
      return { fingerprint: stable.digest('hex'), messageId, sha256: raw.digest('hex') }
    },
  }
}

/** Fields that say how a mail travelled, where it was delivered and what filters thought of it. */
const TRACE = new Set([
  'received',
  'x-received',
  'received-spf',
  'return-path',
  'delivered-to',
  'x-delivered-to',
  'x-original-to',
  'x-original-delivered-to',
  'envelope-to',
  'x-envelope-to',
  'x-envelope-from',
  'x-rcpt-to',
  'x-mailfrom',
  'delivery-date',
  'authentication-results',
  'x-authentication-warning',
  'status',
  'x-status',
  'x-keywords',
  'x-uid',
  'x-uidl',
  'x-imapbase',
  'content-length',
  'lines',
  'x-sieve',
  'x-bogosity',
  'x-greylist',
  'x-forwarded-encrypted',
  'x-google-smtp-source',
  'x-gm-message-state',
])
const TRACE_PREFIXES = [
  'arc-',
  'x-arc-',
  'x-spam',
  'x-virus',
  'x-amavis',
  'x-rspamd',
  'x-dspam',
  'x-mozilla-',
  'x-dovecot-',
  'x-quarantine',
  'x-barracuda-',
  'x-proofpoint-',
  'x-ms-exchange-organization-',
  'x-microsoft-antispam',
  'x-forefront-antispam',
]

function isTrace(name: string): boolean {
  return TRACE.has(name) || TRACE_PREFIXES.some((prefix) => name.startsWith(prefix))
}

function endOfHeader(text: string): { at: number; length: number } | null {
  const lf = text.indexOf('\n\n')
  const crlf = text.indexOf('\n\r\n')
  if (lf === -1 && crlf === -1) return null
  return crlf === -1 || (lf !== -1 && lf < crlf) ? { at: lf, length: 2 } : { at: crlf, length: 3 }
}

/** Fields with their folds, LF inside; an mbox line before the first one is left out. */
function splitFields(block: string): string[] {
  return block
    .replaceAll('\r\n', '\n')
    .replace(/\r$/, '')
    .split(/\n(?![ \t])/)
    .filter((field) => field !== '' && !/^>?From /.test(field))
}

function nameOf(field: string): string {
  return field
    .slice(0, Math.max(0, field.indexOf(':')))
    .trim()
    .toLowerCase()
}

function fieldValue(field: string): string {
  return field.slice(field.indexOf(':') + 1).replaceAll('\n', '')
}

/** Turns CRLF into LF piece by piece and holds line ends back until something follows them. */
function lineEndNormaliser(take: (text: string) => void): { write(text: string): void } {
  let newlines = 0
  let cr = ''
  return {
    write(piece) {
      let text = (cr + piece).replaceAll('\r\n', '\n')
      cr = text.endsWith('\r') ? '\r' : ''
      if (cr) text = text.slice(0, -1)
      let end = text.length
      while (end > 0 && text.charCodeAt(end - 1) === 10) end--
      if (end > 0) {
        if (newlines > 0) take('\n'.repeat(newlines))
        take(text.slice(0, end))
        newlines = 0
      }
      newlines += text.length - end
    },
  }
}
