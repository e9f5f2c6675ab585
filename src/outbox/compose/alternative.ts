import MimeNode, { type MimeNodeHeaderMap } from 'nodemailer/lib/mime-node'
import { encodeQuotedPrintable } from './quoted-printable.ts'

/** Headers as nodemailer takes them; it encodes and folds them. */
export type Head = MimeNodeHeaderMap

/**
 * A mail without files: its text and its HTML as alternatives (RFC 2046 section 5.1.4). Most mails are one, and nodemailer's
 * streams cost several times as much. The boundary holds `=_`, which no quoted-printable text can.
 */
export function buildAlternative(head: Head, parts: { text: string; html: string; boundary: string }): Buffer {
  const boundary = `=_${parts.boundary}`
  const node = new MimeNode(`multipart/alternative; boundary="${boundary}"`)
  node.setHeader(head)
  return Buffer.concat([
    Buffer.from(`${node.buildHeaders()}\r\n\r\n${openPart(boundary, 'text/plain')}`),
    encodeQuotedPrintable(parts.text),
    Buffer.from(`\r\n${openPart(boundary, 'text/html')}`),
    encodeQuotedPrintable(parts.html),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
}

const openPart = (boundary: string, type: string): string =>
  `--${boundary}\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n`
