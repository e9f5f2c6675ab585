import { markShape } from './marks.ts'

/**
 * Where marks stand: builders, and readers that answer the mark's text, still to be verified. A reader says only that
 * something has the shape; `Marks.verify` says whether it is ours.
 */

/** Longer than any address or Message-ID that we made (RFC 5321 section 4.5.3.1 plus room): longer input is not read. */
const longestPlace = 512

/** Between the desk's name and the mark. `+` unless the mail server wants another; `-` on some. */
const defaultDelimiter = '+'

/** `support@host` → `support+<mark>@host` */
export function replyAddress(deskAddress: string, mark: string, delimiter: string = defaultDelimiter): string {
  const at = deskAddress.lastIndexOf('@')
  return `${deskAddress.slice(0, at)}${delimiter}${mark}${deskAddress.slice(at)}`
}

/** The mark in the address that a mail was sent to, or null. */
export function readReplyAddress(address: string, delimiter: string = defaultDelimiter): string | null {
  const tail = readTail(address, delimiter)
  return tail !== null && !tail.isVerp ? tail.mark : null
}

/** `support@host` → `support+b-<mark>@host`, the envelope sender of what we send. It proves nothing about who writes to it. */
export function verpAddress(deskAddress: string, mark: string, delimiter: string = defaultDelimiter): string {
  return replyAddress(deskAddress, `b-${mark}`, delimiter)
}

/** The mark in an envelope recipient of a bounce, or null. */
export function readVerp(address: string, delimiter: string = defaultDelimiter): string | null {
  const tail = readTail(address, delimiter)
  return tail?.isVerp ? tail.mark : null
}

/** `<g.<mark>@domain>` */
export function messageId(mark: string, domain: string): string {
  return `<g.${mark}@${domain}>`
}

/** The mark in a Message-ID, with or without its brackets, or null. The domain is not looked at: the MAC decides. */
export function readMessageId(id: string): string | null {
  if (id.length > longestPlace) return null
  const found = /^\s*<?g\.([a-z2-7]+)@[^@]*$/i.exec(id)?.[1]
  return found !== undefined && markShape.test(found) ? found.toLowerCase() : null
}

/** `/l/<mark>`, to be put behind the web address that the settings name. */
export function linkPath(mark: string): string {
  return `/l/${mark}`
}

/** What stands behind the desk's name. The last delimiter counts: the desk's own name may hold one (`help+fr@host`). */
function readTail(address: string, delimiter: string): { mark: string; isVerp: boolean } | null {
  if (address.length > longestPlace || delimiter === '') return null
  const local = address.slice(0, Math.max(0, address.lastIndexOf('@')))
  const verp = splitLast(local, `${delimiter}b-`)
  if (verp !== null && markShape.test(verp)) return { mark: verp.toLowerCase(), isVerp: true }
  const reply = splitLast(local, delimiter)
  return reply !== null && markShape.test(reply) ? { mark: reply.toLowerCase(), isVerp: false } : null
}

function splitLast(local: string, separator: string): string | null {
  const place = local.toLowerCase().lastIndexOf(separator)
  return place < 1 ? null : local.slice(place + separator.length)
}
