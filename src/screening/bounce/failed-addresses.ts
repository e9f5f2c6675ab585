import { screeningLimits } from '../limits.ts'
import { addressSource, cleanAddress, firstAddress } from './address-text.ts'

/** An address that a notice says failed, and the line that says it. */
export interface FailedAddress {
  address: string
  line: number
}

const addr = `(${addressSource})`

/** `<address>: why` and `address:`, with the reason on the same or the next lines: Postfix, qmail, Yahoo, GMX, Exim before 4. Of `<one> (expanded from <other>):` the other is who we wrote to. @internal For its test. */
export const headedLine = new RegExp(
  String.raw`^[\s>*•|]{0,40}["'<]{0,2}${addr}[>"']{0,2}(?: {0,3}\((?:expanded|generated) from:? {0,3}<?${addr}>?\))?\s{0,3}:(?=\s|$)`,
  'u',
)

/** The address before an alias or a list was expanded: PMDF and its descendants, Exim. @internal For its test. */
export const originalAddress = new RegExp(
  String.raw`\b(?:original address|originally addressed to)[\s:<]{0,6}${addr}`,
  'iu',
)

/** An address in angle brackets before a colon, further in the line (SendGrid). @internal For its test. */
export const angledAddress = new RegExp(String.raw`<${addr}>\s{0,2}:(?=\s|$)`, 'u')

/** Words right before the address, on one line: the many that write `Recipient: address` or "could not be delivered to address". @internal For its test. */
export const labelledAddress = new RegExp(
  String.raw`\b(?:failed recipients?|recipient(?: address)?|(?:undeliverable|failed|email|e-mail|receiver|invalid|bad|unknown) address|^ {0,20}address|, address|error-for|unknown user|delivery userid|delivery failed \d{1,6} attempts|undeliverable {1,4}to|(?:mailbox|quota) is full|mailbox exceeds allowed size|rejected recipient|local mailbox|(?:deliver|delivering) (?:your |the |this )?(?:message|mail|e-mail) to|delivered to|delivery to|addressed to(?: email address)?|following recipient|your (?:message|mail|e-mail) to|(?:quota|quota violation|gateway) for|delivre a|remis a|remis à|delivré à|zugestellt werden an|consegnato a|entregado a|entregue a|bezorgd bij)[\s:'"<[]{0,6}(?:smtp:|mailto:)?${addr}`,
  'iu',
)

/** A line that begins with the address: the indented lists of Exim, Exchange, Gmail, sendmail (with "expanded from") and most others. @internal For its test. */
export const leadingAddress = new RegExp(
  String.raw`^[\s>*•–|-]{0,60}(?:\((?:ultimately )?(?:generated|expanded) from:? {0,3})?["'<]{0,2}(?:smtp[:=]|mailto:)?${addr}`,
  'iu',
)

/** A name before the address, which ends the line: Exchange since 2007 (`Ann Smith (ann@example.com)`, with `<mailto:…>` in text made of HTML). @internal For its test. */
export const namedAddress = new RegExp(
  String.raw`^\s{0,40}[\p{L}\p{N}][^<>()@:]{0,100}(?:\(${addr}\)|<(?:mailto:)?${addr}>)(?:<mailto:[^<>]{1,330}>)?\s*$`,
  'u',
)

/** An X.400 address that carries the real one (Exchange 5.5). @internal For its test. */
export const x400Address = new RegExp(String.raw`\bsmtp=${addr}`, 'iu')

/** A refused command or answer in a transcript of sendmail and friends: `550 <address>... User unknown`. @internal For its test. */
export const transcriptLine = new RegExp(
  String.raw`^\s{0,20}(?:<<<|>>>|out:|in:)?\s{0,4}(?:[45]\d\d[ -].{0,200}?<|rcpt to: {0,3}<?)${addr}`,
  'iu',
)

/** How addresses stand in notices, surest first: the first way that finds any is the one that counts. */
const ways: readonly (readonly RegExp[])[] = [
  [headedLine],
  [originalAddress],
  [labelledAddress],
  [x400Address, leadingAddress],
  [namedAddress],
  [angledAddress],
  [transcriptLine],
]

/** Addresses that a notice names for other reasons: whom to ask for help. */
const contacts = /^(?:postmaster|mailer-daemon|abuse|support|helpdesk|hostmaster|admin|administrator|noreply|no-reply)@/

/** The failed addresses in the words of a notice, in order. `others` are the notice's own sender and receiver, in lower case. */
export function findFailedAddresses(notice: string, others: ReadonlySet<string>): FailedAddress[] {
  const lines = notice.split('\n').map((line) => line.slice(0, screeningLimits.lineChars))
  for (const [index, way] of ways.entries()) {
    const found = collect(lines, way)
    const likely = index === 0 ? found : withoutBystanders(found, others)
    if (likely.length > 0) return likely
  }
  return []
}

/** `To: address` in the notice's own words (Yahoo, SpamLion quote the original's header so), also where HTML became one line. */
export function addressOfToLine(notice: string): string | null {
  const pattern = /(?:^|\s)to\s{0,5}:/i
  const line = notice
    .split('\n')
    .find((text) => pattern.test(text))
    ?.slice(0, screeningLimits.lineChars)
  return line ? firstAddress(line.slice(line.search(pattern))) : null
}

function collect(lines: readonly string[], way: readonly RegExp[]): FailedAddress[] {
  const found = new Map<string, FailedAddress>()
  for (const [line, text] of lines.entries()) {
    if (found.size >= screeningLimits.recipients) break
    if (!text.includes('@')) continue
    const match = way.map((pattern) => pattern.exec(text)?.slice(1).findLast(Boolean)).find((hit) => hit !== undefined)
    if (match === undefined) continue
    const address = cleanAddress(match)
    if (!found.has(address)) found.set(address, { address, line })
  }
  return [...found.values()]
}

/** Whom to ask for help, and who wrote the original, are left out where anyone else is named. */
function withoutBystanders(found: FailedAddress[], others: ReadonlySet<string>): FailedAddress[] {
  const likely = found.filter(({ address }) => !contacts.test(address) && !others.has(address))
  return likely.length > 0 ? likely : found.filter(({ address }) => !contacts.test(address))
}
