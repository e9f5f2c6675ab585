import { attributionEndingAt, type Span } from './find-attribution.ts'
import { headerBlockAt, readFields } from './find-header-block.ts'
import { replyAbove } from './language/separators.ts'
import { originalMessageAt } from './separator-line.ts'
import type { Line } from './split-lines.ts'

/** What stands above a quote and says so. */
export interface Opener extends Span {
  rule: 'attribution' | 'header-block' | 'original-message' | 'reply-marker' | 'html-structure'
  /** The lines below it carry quote marks; where they do not, all that follows it is quoted. */
  prefixed: boolean
}

const RULE_LINE = /^[-_=*—–~. ]{3,200}$/
const MARKER_FRAME = /^[-–—#*=_~>\s]{2,}/

/** @internal For its test. */
export const openerPatterns = [RULE_LINE, MARKER_FRAME]

/** The openers outside of quotes, in order, up to the first below which nothing is marked: the rest of the mail is a quote. */
export function findOpeners(lines: readonly Line[], isQuoted: (index: number) => boolean): Opener[] {
  const openers: Opener[] = []
  const nextWords = nextLineWithWords(lines)
  for (let at = 0; at < lines.length; at++) {
    if (lines[at]?.plain === '' || isQuoted(at)) continue
    const opener = openerAt(lines, at, nextWords, isQuoted)
    if (!opener) continue
    openers.push({ ...opener, start: takeRule(lines, opener, openers.at(-1)?.end ?? 0) })
    if (!opener.prefixed) break
    at = opener.end - 1
  }
  return openers
}

function openerAt(
  lines: readonly Line[],
  at: number,
  nextWords: readonly number[],
  isQuoted: (index: number) => boolean,
): Opener | null {
  const below = (end: number): boolean => {
    const next = nextWords[end] ?? lines.length
    return next < lines.length && isQuoted(next)
  }
  const plain = lines[at]?.plain ?? ''
  if (isReplyMarker(plain)) return { start: at, end: at + 1, rule: 'reply-marker', prefixed: false }
  if (originalMessageAt(plain))
    return withBlock(
      lines,
      { start: at, end: at + 1, rule: 'original-message', prefixed: below(at + 1) },
      nextWords,
      below,
    )
  const block = headerBlockAt(lines, at)
  if (block) return { start: at, end: block.end, rule: 'header-block', prefixed: below(block.end) }
  if (readFields(lines[at]).length > 0) return null
  const next = nextWords[at + 1] ?? lines.length
  const nextQuoted = below(at + 1) || readFields(lines[next]).some(({ kind }) => kind === 'from')
  const span = attributionEndingAt(lines, at, nextQuoted)
  return span && { ...span, rule: 'attribution', prefixed: below(at + 1) }
}

/** "-----Original Message-----" and the header block below it are one. */
function withBlock(
  lines: readonly Line[],
  opener: Opener,
  nextWords: readonly number[],
  below: (end: number) => boolean,
): Opener {
  const next = nextWords[opener.end] ?? lines.length
  const block = next < lines.length ? headerBlockAt(lines, next) : null
  return block ? { ...opener, end: block.end, prefixed: below(block.end) } : opener
}

/** A line of dashes or underscores right above (Outlook on the web, AOL) belongs to the opener. */
function takeRule(lines: readonly Line[], opener: Opener, floor: number): number {
  let at = opener.start - 1
  while (at >= floor && lines[at]?.plain === '') at--
  const isRule = at >= floor && isRuleLine(lines[at]?.plain ?? '')
  return isRule && opener.rule !== 'attribution' ? at : opener.start
}

export function isRuleLine(plain: string): boolean {
  return RULE_LINE.test(plain)
}

function isReplyMarker(plain: string): boolean {
  if (plain.length > 200 || !MARKER_FRAME.test(plain)) return false
  const lower = plain.toLowerCase()
  return replyAbove.some((words) => lower.includes(words))
}

/** For each index, that of the first line at or after it that has words; one more entry for the end. */
function nextLineWithWords(lines: readonly Line[]): number[] {
  const next = new Array<number>(lines.length + 2).fill(lines.length)
  for (let at = lines.length - 1; at >= 0; at--)
    next[at] = lines[at]?.plain === '' ? (next[at + 1] ?? lines.length) : at
  return next
}
