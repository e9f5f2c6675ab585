import { htmlToText } from '../mail/html-to-text.ts'
import { findHtmlRanges, type HtmlRange, type RangeKind } from './html-ranges.ts'
import type { Line } from './split-lines.ts'

/** What the HTML says of each line of the text that was made from it. */
export type HtmlMarks = Record<RangeKind, boolean[]>

/** Characters for private use that mark where a range starts and ends while HTML becomes text. */
const SIGNS: Readonly<Record<RangeKind, readonly [string, string]>> = {
  quote: ['\uE0A0', '\uE0A1'],
  attribution: ['\uE0A2', '\uE0A3'],
  tail: ['\uE0A4', '\uE0A5'],
  soft: ['\uE0A6', '\uE0A7'],
  signature: ['\uE0A8', '\uE0A9'],
}
const KINDS: readonly RangeKind[] = ['quote', 'attribution', 'tail', 'soft', 'signature']
const ANY_SIGN = /[\uE0A0-\uE0A9]/
/** Quote marks do not count either: the signs give lines of their own to some. */
const BLANK = /[\s>]/

/** @internal For its test. */
export const markPatterns = [ANY_SIGN, BLANK]

/**
 * Reads the structure that clients give to HTML, line by line of `text`, which must be what htmlToText makes of `html`. Both
 * are compared without white space; where they differ, or the HTML holds the marks already, nothing is said.
 */
export function htmlMarks(html: string, text: string, lines: readonly Line[]): HtmlMarks {
  const marks = noMarks(lines.length)
  const ranges = ANY_SIGN.test(html) ? [] : findHtmlRanges(html)
  if (ranges.length === 0) return marks
  const spans = readSigns(htmlToText(insertSigns(html, ranges)), text)
  for (const kind of KINDS) markLines(lines, spans[kind], marks[kind])
  return marks
}

export function noMarks(length: number): HtmlMarks {
  const none = (): boolean[] => new Array<boolean>(length).fill(false)
  return { quote: none(), attribution: none(), tail: none(), soft: none(), signature: none() }
}

function insertSigns(html: string, ranges: readonly HtmlRange[]): string {
  const signs = ranges.flatMap(({ kind, start, end }) => [
    { at: start, sign: SIGNS[kind][0] },
    { at: end, sign: SIGNS[kind][1] },
  ])
  const parts: string[] = []
  let done = 0
  for (const { at, sign } of signs.sort((a, b) => a.at - b.at)) {
    parts.push(html.slice(done, at), sign)
    done = at
  }
  return parts.join('') + html.slice(done)
}

/** Start and end of a range, counted in characters that are neither white space nor quote marks. */
type InkSpan = [number, number]

function readSigns(marked: string, text: string): Record<RangeKind, InkSpan[]> {
  const spans = noSpans()
  const open = new Map<RangeKind, number>()
  let ink = 0
  let other = 0
  for (const char of marked) {
    if (BLANK.test(char)) continue
    const kind = KINDS.find((known) => SIGNS[known].includes(char))
    if (kind === undefined) {
      while (other < text.length && BLANK.test(text.charAt(other))) other++
      if (!text.startsWith(char, other)) return noSpans()
      other += char.length
      ink += char.length
    } else if (char === SIGNS[kind][0]) open.set(kind, open.get(kind) ?? ink)
    else if (open.has(kind)) {
      spans[kind].push([open.get(kind) ?? ink, ink])
      open.delete(kind)
    }
  }
  for (const [kind, start] of open) spans[kind].push([start, Number.POSITIVE_INFINITY])
  return spans
}

function noSpans(): Record<RangeKind, InkSpan[]> {
  return { quote: [], attribution: [], tail: [], soft: [], signature: [] }
}

/** A line lies in a range where its last character does: the `>` that stand before it do not. */
function markLines(lines: readonly Line[], spans: readonly InkSpan[], marks: boolean[]): void {
  let ink = 0
  let next = 0
  lines.forEach(({ raw }, at) => {
    const count = inkOf(raw)
    ink += count
    while (next < spans.length && ink > (spans[next]?.[1] ?? 0)) next++
    if (count > 0) marks[at] = ink > (spans[next]?.[0] ?? Number.POSITIVE_INFINITY)
  })
}

function inkOf(raw: string): number {
  let count = 0
  for (let at = 0; at < raw.length; at++) if (!BLANK.test(raw.charAt(at))) count++
  return count
}
