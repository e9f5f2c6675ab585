import type { ParsedMail } from '../../mail/types.ts'
import { headerValues } from '../header.ts'
import { screeningLimits } from '../limits.ts'
import type { BounceRecipient } from '../types.ts'
import { firstAddress } from './address-text.ts'
import { addressOfToLine, type FailedAddress, findFailedAddresses } from './failed-addresses.ts'
import type { NoticeText } from './notice-text.ts'
import { isDelay } from './notice-words.ts'
import type { Returned } from './returned.ts'
import { findStatus } from './status-code.ts'

/** The failed recipients of a notice that has no delivery-status part, from its header, its words and the mail it returns. */
export function readNotice(mail: ParsedMail, text: NoticeText, returned: Returned): BounceRecipient[] {
  const failed = failedAddresses(mail, text, returned)
  const action = isDelay(mail.subject, text.notice) ? 'delayed' : 'failed'
  const lines = text.notice.split('\n')
  return failed.map(({ address, line }, index) => {
    const own = ownWords(lines, line, failed[index + 1]?.line ?? lines.length)
    const status =
      failed.length === 1 ? (findStatus(own) ?? findStatus(text.notice)) : statusAmong(lines, address, line, own)
    return { address, action, status, diagnostic: diagnosticOf(own) }
  })
}

/** From the line that names an address to the next one that names another; to the end where there is none. */
function ownWords(lines: readonly string[], line: number, next: number): string {
  return lines.slice(Math.max(line, 0), next > line ? next : lines.length).join('\n')
}

/** Of several addresses: the lines that name this one (a transcript), then its own words, then what follows a bare list. */
function statusAmong(lines: readonly string[], address: string, line: number, own: string): string | null {
  const naming = lines.filter((text) => text.toLowerCase().includes(address))
  const told = findStatus(naming.join('\n')) ?? findStatus(own)
  return told ?? (isBare(lines[line] ?? '') ? findStatus(lines.slice(line).join('\n')) : null)
}

function isBare(line: string): boolean {
  return /^\S{1,400}$/.test(line.trim())
}

/** Exim, Google and others name the failed in X-Failed-Recipients; else the notice's words; else the mail that came back. */
function failedAddresses(mail: ParsedMail, text: NoticeText, returned: Returned): FailedAddress[] {
  const named = namedInHeader(mail, text.notice)
  if (named.length > 0) return named
  const inWords = findFailedAddresses(text.notice, bystanders(mail))
  if (inWords.length > 0) return inWords
  const address =
    localName(mail, text.notice) ??
    returned.recipient ??
    addressOfToLine(text.notice) ??
    firstAddress(mail.subject.slice(0, screeningLimits.subjectChars))
  return address ? [{ address, line: -1 }] : []
}

function namedInHeader(mail: ParsedMail, notice: string): FailedAddress[] {
  const values = headerValues(mail, 'x-failed-recipients')
  const addresses = values.flatMap((value) => value.split(',')).map(firstAddress)
  const known = new Set(addresses.filter((address) => address !== null))
  const lines = notice.toLowerCase().split('\n')
  return [...known]
    .slice(0, screeningLimits.recipients)
    .map((address) => ({ address, line: lines.findIndex((line) => line.includes(address)) }))
    .sort((one, other) => one.line - other.line)
}

/** A name alone in an indented list is local to the system that writes (AOL's screen names, local delivery of sendmail). */
function localName(mail: ParsedMail, notice: string): string | null {
  const lines = notice.split('\n').map((line) => line.slice(0, screeningLimits.lineChars))
  const list = lines.findIndex(
    (line) => /(?:recipient|address).{0,120}:\s*$/i.test(line) || /^ {0,3}they are .{0,200}:\s*$/i.test(line),
  )
  const after = list < 0 ? '' : (lines.slice(list + 1).find((line) => line.trim() !== '') ?? '')
  const name = /^[ \t]{1,20}([\w.+-]{1,64})[ \t]*$/.exec(after)?.[1]
  const domain = mail.from?.address.split('@')[1]
  return name && domain ? `${name}@${domain}`.toLowerCase() : null
}

function bystanders(mail: ParsedMail): Set<string> {
  return new Set([...mail.to, ...mail.fromAll].map(({ address }) => address.toLowerCase()))
}

function diagnosticOf(lines: string): string {
  return lines
    .slice(0, 4 * screeningLimits.diagnosticChars)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, screeningLimits.diagnosticChars)
}
