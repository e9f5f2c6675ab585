import { linkOrders } from '../../i18n/link-orders.ts'
import { linkPath, replyAddress } from '../../signing/places.ts'
import { subjectTag } from '../subject-tag.ts'
import type { Gathering } from './gathering.ts'

/** Each link by its name, and its twin for those who would rather write: `approve`, `approveMailto`. */
export function makeLinks(from: Gathering): Record<string, string> {
  const links: Record<string, string> = {}
  for (const [name, id] of Object.entries(from.frozen.links)) Object.assign(links, makePair(from, name, id))
  return links
}

/** One link under the name that the template knows. */
export function makePair(from: Gathering, name: string, id: number): Record<string, string> {
  const mark = from.marks.sign('link', id)
  const { address, delimiter } = from.desk
  const named = linkOrders[from.language]
  const order = (from.event === 'confirm-address' ? named[`${name}-address`] : named[name]) ?? ''
  const tag = from.mail.ticket_id === null ? '' : ` ${subjectTag(from.settings.instance.prefix, from.mail.ticket_id)}`
  return {
    [name]: `${from.settings.instance.webUrl.replace(/\/+$/, '')}${linkPath(mark)}`,
    [`${name}Mailto`]: `mailto:${replyAddress(address, mark, delimiter)}?subject=${encode(order.replace(/[ :,]+$/, '') + tag)}&body=${encode(`${order}\n\n`)}`,
  }
}

/** Begins a mail to the address that a reply to this mail of ours would go to. */
export function replyMailto({ marks, desk }: Gathering, mailId: number, subject: string): string {
  return `mailto:${replyAddress(desk.address, marks.sign('reply', mailId), desk.delimiter)}?subject=${encode(`Re: ${subject}`)}`
}

/** RFC 6068 section 2, and the characters that HTML and text programs end a link at. */
const encode = (text: string): string =>
  encodeURIComponent(text.replaceAll('\n', '\r\n')).replaceAll(
    /['()*!]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
