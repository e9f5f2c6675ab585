import { attributionOpenings, verbWords } from './language/attribution-words.ts'
import type { Line } from './split-lines.ts'

/** Lines that together are "On <date>, <name> <address> wrote:": `start` to `end`, the end not included. */
export interface Span {
  start: number
  end: number
}

/** Clients wrap an attribution over as many lines as this. */
const MAX_LINES = 5
const MAX_LENGTH = 600

const WORD = /[\p{L}\p{M}]+/gu
/** Japanese, Chinese and Korean write no spaces around the verb. */
const JOINED_VERB = /のメッセージ|書きました|書き込みました|写道|寫道|写了|寫了|작성|쓴 글|썼습니다/u
const DATE = /\d{1,2}[:.h]\d{2}|(?<!\d)(?:19|20)\d{2}(?!\d)|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}時|年/u
const BRACKETED_END = /[>)\]]{1,3} ?:$/
const DATE_END = /\d[\d:.h]{0,5}(?: ?(?:uhr|klo|[ap]\.?m\.?|h))? ?:$/iu
/** Its words begin and end with something else than a dash: a line of dashes would be tried at each of them. */
const DASHED = /^-{2,} ?([^-](?:.{0,298}[^-])?) ?-{2,}$/
const INNER_COLON = /\p{L}: ?\p{L}/u
const LEADING_DASHES = /^[-–—> ]{1,20}/
const SENTENCE_END = /[.!?…]$/
const SHORT_BEFORE_DATE = /^\p{L}{0,12}[.,-]{0,2} ?\d/u
/** mutt and its kin: "* Jane Roe <jane@example.com> [2026-11-23 09:31]:". */
const BRACKETED_DATE_END = /\[(?:\d{4}-\d{2}-\d{2}|\p{L}{2,4}[, ]|\d{1,2}[. ])[^[\]]{0,40}\] ?:$/u
/** "Jane Roe wrote:", two words or more, each with a capital or in brackets: "The customer wrote:" is a person's own. */
const NAME =
  /^["'«„“(]?\p{Lu}[\p{L}\p{M}.'’-]{0,30},? (?:(?:\p{Lu}[\p{L}\p{M}.'’-]{0,30}|\p{Ll}{1,3}) ){0,3}(?:[("[]?\p{Lu}[\p{L}\p{M}.'’-]{0,30}[)"'\]»”“]{0,2} )[\p{L}\p{M} ]{3,20} ?:$/u

/** @internal For its test. */
export const attributionPatterns = [
  WORD,
  JOINED_VERB,
  DATE,
  BRACKETED_END,
  DATE_END,
  DASHED,
  INNER_COLON,
  LEADING_DASHES,
  SENTENCE_END,
  SHORT_BEFORE_DATE,
  BRACKETED_DATE_END,
  NAME,
]

/** The attribution whose last line is `last`, or null. `nextQuoted`: the next line with words on it is a quote or a header block. */
export function attributionEndingAt(lines: readonly Line[], last: number, nextQuoted: boolean): Span | null {
  const line = lines[last]
  if (!line || !mayEnd(line.plain, nextQuoted) || (!nextQuoted && !hasEvidence(lines, last))) return null
  for (let start = last; start > last - MAX_LINES && start >= 0; start--) {
    const text = join(lines, start, last)
    if (text === null) return null
    if (isAttribution(text, nextQuoted)) return { start: reachBack(lines, start, last), end: last + 1 }
  }
  return null
}

function mayEnd(plain: string, nextQuoted: boolean): boolean {
  if (plain === '' || plain.length > MAX_LENGTH) return false
  if (nextQuoted && hasAddress(plain)) return true
  return plain.endsWith(':') || plain.endsWith('-') || endsWithVerb(plain) || (nextQuoted && hasVerb(plain))
}

/** A cheap look before the windows are joined: no attribution is without a digit or an address. */
function hasEvidence(lines: readonly Line[], last: number): boolean {
  for (let at = last; at > last - MAX_LINES && at >= 0; at--)
    if (/[\d@]|^-{2}/.test(lines[at]?.plain ?? '')) return true
  return false
}

/** One blank line is allowed where an address was torn off its name (Polymail). */
function join(lines: readonly Line[], start: number, last: number): string | null {
  const parts: string[] = []
  for (let at = start; at <= last; at++) {
    const line = lines[at]
    if (!line || line.depth !== lines[last]?.depth) return null
    if (line.plain === '' && !lines[at + 1]?.plain.startsWith('<')) return null
    parts.push(line.plain)
  }
  const text = parts.filter((part) => part !== '').join(' ')
  return text.length > MAX_LENGTH ? null : text
}

function isAttribution(text: string, nextQuoted: boolean): boolean {
  const dashed = DASHED.exec(text)?.[1]
  if (dashed !== undefined) return hasVerb(dashed) && !/[.!?]$/.test(dashed)
  return hasVerb(text) ? isWritten(text, nextQuoted) : isDated(text, nextQuoted)
}

/** With a verb: a date or an address must stand beside it, and the line must be built like one of a client. */
function isWritten(text: string, nextQuoted: boolean): boolean {
  const dated = DATE.test(text)
  const ended = text.endsWith(':')
  if (hasAddress(text))
    return ended ? dated || endsWithVerb(text) || BRACKETED_END.test(text) : dated && (nextQuoted || endsWithVerb(text))
  // "1. wrote: …" and the like: a person's own colon in the middle.
  if (INNER_COLON.test(text)) return nextQuoted && dated && ended && (opensLikeOne(text) || DATE_END.test(text))
  if (!dated) return nextQuoted && ended && endsWithVerb(text) && (opensLikeOne(text) || NAME.test(text))
  if (!ended) return nextQuoted && opensLikeOne(text)
  return opensLikeOne(text) || DATE_END.test(text) || (nextQuoted && endsWithVerb(text))
}

/** Without a verb: "2014-03-20 8:48 GMT+01:00 Jane Roe <jane@example.com>:" and the like. */
function isDated(text: string, nextQuoted: boolean): boolean {
  if (!DATE.test(text) || !hasAddress(text)) return false
  if (!text.endsWith(':')) return nextQuoted && /^\d/.test(text) && text.endsWith('>')
  if (BRACKETED_DATE_END.test(text)) return true
  return opensLikeOne(text) ? true : BRACKETED_END.test(text) && /\d/.test(text.slice(0, 30))
}

/** Goes up to the line that opens it, where the last lines alone were enough to know it. */
function reachBack(lines: readonly Line[], start: number, last: number): number {
  if (opensWithWord(lines[start]?.plain ?? '')) return start
  if (lacksName(lines, start)) return start - 1
  let reached = start
  for (let at = start - 1; at > last - MAX_LINES && at >= 0; at--) {
    const plain = lines[at]?.plain ?? ''
    if (plain === '' && lines[at + 1]?.plain.startsWith('<')) continue
    if (plain === '' || lines[at]?.depth !== lines[last]?.depth || SENTENCE_END.test(plain)) return reached
    if (plain.endsWith('<') || isTorn(plain)) reached = at
    if (opensLikeOne(plain) && /\d/.test(plain) && !plain.endsWith(':')) return at
  }
  return reached
}

/** "Jane Roe" / "wrote on 23/11/2026 9:31 AM:": a line that begins with the verb goes on from the one above. */
function lacksName(lines: readonly Line[], start: number): boolean {
  const above = lines[start - 1]
  const first = lines[start]?.plain.split(' ', 1)[0] ?? ''
  if (!verbWords.has(first) || above === undefined || above.plain === '' || above.plain.length > 80) return false
  return above.depth === lines[start]?.depth && !SENTENCE_END.test(above.plain)
}

/** `"Jane" <jane@example.com> hat am 23. November`: a date follows the address, and goes on below. */
function isTorn(plain: string): boolean {
  return hasAddress(plain) && !plain.endsWith(':') && /[>)\]][^<>]{0,80}\d/.test(plain.slice(-200))
}

function hasVerb(text: string): boolean {
  return (text.toLowerCase().match(WORD) ?? []).some((word) => verbWords.has(word)) || JOINED_VERB.test(text)
}

/** `name@host` without a regular expression: those start again at every letter. */
export function hasAddress(text: string): boolean {
  for (let at = text.indexOf('@'); at > 0; at = text.indexOf('@', at + 1)) {
    if (/[^\s<>()"']/.test(text[at - 1] ?? ' ') && /[\p{L}\p{N}[]/u.test(text[at + 1] ?? ' ')) return true
  }
  return false
}

function endsWithVerb(text: string): boolean {
  const end = text.slice(-40)
  const last = end
    .toLowerCase()
    .match(WORD)
    ?.findLast((word) => word.length > 2)
  return (last !== undefined && verbWords.has(last) && !/[.!?…]\s*$/.test(end)) || JOINED_VERB.test(text.slice(-12))
}

function opensLikeOne(text: string): boolean {
  return opensWithWord(text) || SHORT_BEFORE_DATE.test(text)
}

/** A capital, as at the start of a line: "on" in the middle of a wrapped sentence opens nothing. */
function opensWithWord(text: string): boolean {
  const words = text.replace(LEADING_DASHES, '').split(' ', 3)
  const first = words[0] ?? ''
  if (first === first.toLowerCase() && first !== first.toUpperCase()) return false
  const lower = words.map((word) => word.toLowerCase())
  return [1, 2, 3].some((count) => attributionOpenings.has(lower.slice(0, count).join(' ')))
}
