import type { ParsedMail } from '../mail/types.ts'
import { attributionPerson } from './attribution-person.ts'
import { type HeaderBlock, type HeaderField, has, headerBlockAt } from './find-header-block.ts'
import { findOpeners, type Opener } from './find-openers.ts'
import { readPeople, readPerson } from './people-list.ts'
import { forwardedMessageAt, originalMessageAt } from './separator-line.ts'
import { type Line, splitLines } from './split-lines.ts'
import { isAmbiguous, subjectKind, withoutPrefix } from './subject-prefix.ts'
import type { Forward } from './types.ts'

/** Lines between "Begin forwarded message:" and its header block. */
const MAX_GAP = 4
const APPLE_MARKER = /^[\p{L}\p{M} ,’']{5,60} ?:$/u
const UNKNOWN_MARKER = /^-{5,30} ?\p{L}[\p{L}\p{M} .,/'’]{3,60}-{5,30}$/u
const INVISIBLE_LINE = /^[\s\uFEFF\u200B]*$/

/** @internal For its test. */
export const forwardPatterns = [APPLE_MARKER, UNKNOWN_MARKER, INVISIBLE_LINE]

/** Where the forwarded mail starts: its marker and header block, and the first line of its own text. */
interface Found {
  start: number
  end: number
  fields: HeaderField[]
  rule: string
}

/** A mail forwarded inside the text: by its marker, or by a header block or an attribution under a subject that says so. */
export function inlineForward(mail: ParsedMail): Forward | null {
  const lines = splitLines(mail.text)
  const openers = findOpeners(lines, isQuoted(lines))
  const found = byMarker(lines, openers) ?? byUnknownMarker(lines, mail) ?? bySubject(lines, openers, mail)
  return found && toForward(lines, found, mail.subject)
}

const isQuoted = (lines: readonly Line[]) => (at: number) => (lines[at]?.depth ?? 0) > 0

/** The first marker that no quote stands above; Apple Mail puts quote marks before the marker too. */
function byMarker(lines: readonly Line[], openers: readonly Opener[]): Found | null {
  const limit = firstQuoteOpener(lines, openers)
  for (let at = 0; at < limit; at++) {
    const line = lines[at]
    if (!line || line.depth > 1) continue
    const isMarker = forwardedMessageAt(line.plain) || isQuotedMarker(lines, at)
    if (!isMarker) continue
    const block = blockBelow(lines, at + 1)
    if (block) return { start: at, end: block.end, fields: block.fields, rule: 'forward-marker' }
  }
  return null
}

/** Dashes around words of no table, and a whole header block right below: a forward, unless the mail says that it is an answer. */
function byUnknownMarker(lines: readonly Line[], mail: ParsedMail): Found | null {
  if (mail.inReplyTo.length > 0 || subjectKind(mail.subject) === 'reply') return null
  const at = lines.findIndex(({ plain, depth }) => depth === 0 && UNKNOWN_MARKER.test(plain))
  const block = at < 0 || originalMessageAt(lines[at]?.plain ?? '') ? null : headerBlockAt(lines, at + 1)
  if (!block || !isWhole(block.fields) || findOpeners(lines.slice(0, at), isQuoted(lines)).length > 0) return null
  return { start: at, end: block.end, fields: block.fields, rule: 'forward-marker' }
}

/** In a language that is not in the tables: a short line with a colon on top of a quote, and the header block right below it. */
function isQuotedMarker(lines: readonly Line[], at: number): boolean {
  const line = lines[at]
  if (line?.depth !== 1 || !APPLE_MARKER.test(line.plain)) return false
  const above = lines[at - 1]
  return (
    (above === undefined || above.depth === 0) &&
    lines[at + 1]?.plain === '' &&
    blockBelow(lines, at + 1)?.fields[0]?.kind === 'from'
  )
}

function blockBelow(lines: readonly Line[], from: number): HeaderBlock | null {
  for (let at = from; at < lines.length && at <= from + MAX_GAP; at++) {
    const block = headerBlockAt(lines, at)
    if (block) return block
    if (lines[at]?.plain !== '') return null
  }
  return null
}

/** Below an attribution or a header block a marker is part of the quote. */
function firstQuoteOpener(lines: readonly Line[], openers: readonly Opener[]): number {
  const marker = lines.findIndex(({ plain }) => forwardedMessageAt(plain))
  const [opener] = marker < 0 ? openers : findOpeners(lines.slice(0, marker), isQuoted(lines))
  return opener?.start ?? (marker < 0 ? lines.length : marker + 1)
}

/** Without a marker (Outlook in all its forms) the subject must say that it is a forward, or nothing that it is an answer. */
function bySubject(lines: readonly Line[], [opener]: readonly Opener[], mail: ParsedMail): Found | null {
  const kind = subjectKind(mail.subject)
  const isFree = mail.inReplyTo.length === 0 && mail.references.length === 0
  if (kind === 'reply' || (kind === 'plain' && !isFree)) return null
  const found = opener && toFound(lines, opener)
  if (!opener || !found || !isTop(lines, opener)) return null
  if (kind === 'forward') return isAmbiguous(mail.subject) && !isFree ? null : { ...found, rule: 'forward-subject' }
  return isBlockAlone(lines, opener, found)
    ? { ...found, rule: unsureRule(lines, opener, mail) ?? 'header-block-first' }
    : withoutSubject(found, opener, mail)
}

/** No quoted line stands above it. */
function isTop(lines: readonly Line[], opener: Opener): boolean {
  return lines.slice(0, opener.start).every(({ depth, plain }) => depth === 0 || plain === '')
}

/** Nothing was written above a whole header block. */
function isBlockAlone(lines: readonly Line[], opener: Opener, found: Found): boolean {
  return (
    opener.rule !== 'attribution' &&
    isWhole(found.fields) &&
    lines.slice(0, opener.start).every(({ plain }) => plain === '')
  )
}

function unsureRule(lines: readonly Line[], opener: Opener, mail: ParsedMail): string | null {
  const isEmpty = lines.slice(opener.end).every(({ plain }) => plain === '')
  return mail.subject === '' || isEmpty ? 'unsure-header-block' : null
}

/** Words above a header block in a mail without subject and without any link to an earlier one. */
function withoutSubject(found: Found, opener: Opener, mail: ParsedMail): Found | null {
  const isForward = mail.subject === '' && opener.rule !== 'attribution' && isWhole(found.fields) && !opener.prefixed
  return isForward ? { ...found, rule: 'unsure-header-block' } : null
}

function isWhole(fields: readonly HeaderField[]): boolean {
  return has(fields, 'from') && has(fields, 'date') && has(fields, 'to') && has(fields, 'subject')
}

function toFound(lines: readonly Line[], opener: Opener): Found | null {
  const { start, end, rule } = opener
  if (rule === 'reply-marker') return null
  if (rule === 'attribution') {
    const text = lines
      .slice(start, end)
      .map(({ plain }) => plain)
      .join(' ')
    return { start, end, fields: [{ kind: 'from', value: attributionPerson(text) }], rule }
  }
  for (let at = start; at < end; at++) {
    const block = headerBlockAt(lines, at)
    if (block) return { start, end: block.end, fields: block.fields, rule }
  }
  return null
}

function toForward(lines: readonly Line[], found: Found, subject: string): Forward {
  const value = (kind: HeaderField['kind']): string => found.fields.find((field) => field.kind === kind)?.value ?? ''
  return {
    from: readPerson(value('from')),
    to: readPeople(value('to')),
    cc: readPeople(value('cc')),
    subject: has(found.fields, 'subject') ? value('subject') : withoutPrefix(subject),
    date: value('date'),
    text: forwardedText(lines.slice(found.end)),
    comment: joinRows(lines.slice(0, found.start).map(({ raw }) => raw)),
    below: joinRows(lines.slice(found.start).map(({ raw }) => raw)),
    rule: found.rule,
  }
}

/** Without the quote mark (Apple Mail) or the indentation (Outlook for the Mac) that the client put before each line. */
function forwardedText(lines: readonly Line[]): string {
  const first = lines.find(({ plain }) => plain !== '')
  const rows = lines.map(({ raw }) => (first && first.depth > 0 ? raw.replace(/^\s{0,3}> ?/, '') : raw))
  return joinRows(dedent(rows))
}

function dedent(rows: readonly string[]): string[] {
  const indented = rows.filter((row) => row.trim() !== '').every((row) => row.startsWith('    '))
  return indented ? rows.map((row) => row.replace(/^ {4}/, '')) : [...rows]
}

function joinRows(rows: readonly string[]): string {
  const first = rows.findIndex((row) => !INVISIBLE_LINE.test(row))
  return first < 0 ? '' : rows.slice(first).join('\n').trimEnd()
}
