import { attributionEndingAt } from './find-attribution.ts'
import { readFields } from './find-header-block.ts'
import { findOpeners, isRuleLine, type Opener } from './find-openers.ts'
import type { SentMatch } from './find-sent-lines.ts'
import type { HtmlMarks } from './html-marks.ts'
import { markQuoted } from './mark-quoted.ts'
import { findSaidAgain } from './said-again.ts'
import type { Line } from './split-lines.ts'

/** What a line is: words of the writer, a quoted line, or the attribution and headers above a quote. Blank lines are `new`. */
export type Role = 'new' | 'quote' | 'opener'

export interface Roles {
  roles: Role[]
  rules: string[]
}

const NOISE = /^(?:[[(<]?(?:cid:|image|https?:|mailto:|data:)|[^\p{L}\p{N}]*$)/iu

/** @internal For its test. */
export const rolePatterns = [NOISE]

/** The lines that we know from what we sent, and whether they are enough to be a quote of it by themselves. */
export interface SentLines {
  matches: readonly SentMatch[]
  isQuote: boolean
}

/** Which lines are quoted, by their marks, by what stands above them, by what the HTML says and by what we sent. */
export function assignRoles(lines: readonly Line[], sent: SentLines, html: HtmlMarks): Roles {
  const signed = html.signature
  const marked = markQuoted(lines).map(
    (quoted, at) => (quoted && !html.soft[at]) || html.quote[at] === true || html.attribution[at] === true,
  )
  const openers = findOpeners(lines, (at) => marked[at] === true || html.soft[at] === true)
  const isQuote = sent.isQuote || openers.length > 0 || marked.includes(true) || html.tail.includes(true)
  const again = findSaidAgain(lines, sent.matches, firstOf(openers, marked, html.tail))
  const ours = sent.matches.map((match, at) => match === 'private' || (match === 'public' && isQuote && !again[at]))
  const roles = lines.map((_line, at): Role => (!signed[at] && (marked[at] || ours[at]) ? 'quote' : 'new'))
  for (const opener of withTail(openers, html.tail)) {
    for (let at = opener.start; at < opener.end; at++) roles[at] = 'opener'
    if (opener.prefixed) quoteSoft(lines, roles, html.soft, opener.end)
    else quoteRest(lines, roles, ours, opener)
  }
  quoteOpenedSoft(lines, roles, html.soft)
  if (!ours.includes(true)) keepAnswerBelow(lines, roles, openers)
  markRules(lines, roles)
  html.attribution.forEach((is, at) => {
    if (is) roles[at] = 'opener'
  })
  return { roles, rules: rulesOf(openers, marked, ours, html) }
}

/** Where the first quote begins that marks, headers or the HTML tell of; past the end where there is none. */
function firstOf(openers: readonly Opener[], marked: readonly boolean[], tail: readonly boolean[]): number {
  const starts = [...openers.map(({ start }) => start), marked.indexOf(true), tail.indexOf(true)]
  return Math.min(marked.length, ...starts.filter((start) => start >= 0))
}

/** Where the HTML says that the rest is quoted and no words above it do. */
function withTail(openers: readonly Opener[], tail: readonly boolean[]): Opener[] {
  const start = tail.indexOf(true)
  const before = openers.filter((opener) => opener.start < start)
  const isOpened =
    start < 0 ||
    before.some(({ prefixed }) => !prefixed) ||
    openers.some((opener) => Math.abs(opener.start - start) <= 3)
  return isOpened ? [...openers] : [...before, { start, end: start, rule: 'html-structure', prefixed: false }]
}

/** Hotmail draws a line of dashes right above what it quotes, and writes no attribution. */
function markRules(lines: readonly Line[], roles: Role[]): void {
  for (let at = 1; at < lines.length; at++) {
    const plain = lines[at - 1]?.plain ?? ''
    if (roles[at] === 'quote' && roles[at - 1] === 'new' && plain.length >= 20 && isRuleLine(plain))
      roles[at - 1] = 'opener'
  }
}

/** A blockquote without any mark is a quote right below an attribution. */
function quoteSoft(lines: readonly Line[], roles: Role[], soft: readonly boolean[], from: number): void {
  let at = from
  while (at < lines.length && lines[at]?.plain === '') at++
  for (; at < lines.length && (soft[at] || lines[at]?.plain === ''); at++) if (roles[at] === 'new') roles[at] = 'quote'
}

/** It is one as well where it holds the attribution itself. */
function quoteOpenedSoft(lines: readonly Line[], roles: Role[], soft: readonly boolean[]): void {
  for (let at = 0; at < lines.length; at++) {
    if (!soft[at] || soft[at - 1] || roles[at] !== 'new') continue
    const isOpened = [0, 1, 2, 3].some(
      (step) => soft[at + step] && attributionEndingAt(lines, at + step, true) !== null,
    )
    if (isOpened) quoteSoft(lines, roles, soft, at)
  }
}

/** All below an opener without marks is quoted, except what stands between or below lines that we know to be ours. */
function quoteRest(lines: readonly Line[], roles: Role[], ours: readonly boolean[], opener: Opener): void {
  const first = ours.indexOf(true, opener.end)
  const last = first < 0 ? -1 : lastOf(ours)
  for (let at = opener.end; at < lines.length; at++) {
    if (first < 0 || at < first || isNoise(lines[at])) roles[at] = 'quote'
  }
  if (last > 0) quoteOlder(lines, roles, last)
}

/**
 * Headers that begin the mail, words without any mark below them, nothing else: either nothing was written, or the answer stands below,
 * under headers whose mail is gone (web mails do so). Without our own text to compare with it is kept.
 */
function keepAnswerBelow(lines: readonly Line[], roles: Role[], openers: readonly Opener[]): void {
  const [opener] = openers
  if (opener?.rule !== 'header-block' || opener.prefixed) return
  if (roles.some((role, at) => role === 'new' && lines[at]?.plain !== '')) return
  for (let at = opener.end; at < lines.length; at++) if ((lines[at]?.depth ?? 0) === 0) roles[at] = 'new'
}

/** Below our text another opener starts an older mail of the thread. */
function quoteOlder(lines: readonly Line[], roles: Role[], last: number): void {
  const [older] = findOpeners(lines.slice(last + 1), (at) => (lines[last + 1 + at]?.depth ?? 0) > 0)
  if (!older) return
  for (let at = last + 1 + older.start; at < lines.length; at++)
    roles[at] = at < last + 1 + older.end ? 'opener' : 'quote'
}

/** What clients leave of pictures, links and headers in a quote is nobody's answer. */
function isNoise(line: Line | undefined): boolean {
  return line !== undefined && line.plain !== '' && (NOISE.test(line.plain) || readFields(line).length > 0)
}

function lastOf(flags: readonly boolean[]): number {
  return flags.lastIndexOf(true)
}

function rulesOf(
  openers: readonly Opener[],
  marked: readonly boolean[],
  ours: readonly boolean[],
  html: HtmlMarks,
): string[] {
  const rules = new Set<string>(openers.map(({ rule }) => rule))
  if (html.quote.includes(true) || html.attribution.includes(true)) rules.add('html-structure')
  else if (marked.includes(true)) rules.add('quote-marks')
  if (ours.includes(true)) rules.add('sent-text')
  return [...rules]
}
