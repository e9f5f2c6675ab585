import { foldLine } from './fold-line.ts'
import { writingVerbs } from './language/attribution-words.ts'
import { separatorEnd } from './separator-line.ts'

/** One line of the mail's text, as the rules see it. */
export interface Line {
  /** As it stands in the text, without its line end. */
  raw: string
  /** How many `>` stand before it. */
  depth: number
  /** Without those. */
  body: string
  /** `body` folded for comparison. */
  plain: string
}

/** What stands alone after a `>` that closed an address on the line before, not a quote: `<jane@example.com` / `> wrote:`. */
const CLOSED_ADDRESS = /^> {0,3}([\p{L}\p{M} ()]{0,30}?) ?[:：]\s{0,5}$/u
const verbs = new Set(writingVerbs)
/** "reply On Wed, Apr 4, 2012 at 3:59 PM, bob@example.com wrote:": some clients lose the line break above the attribution. */
const GLUED_ATTRIBUTION =
  /^(.{1,300}?)(?:-{2,10} ?| )(On (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|\d).{5,300}wrote:)\s{0,5}$/
/** Longest line in which a glued attribution is looked for. */
const MAX_GLUED = 600
const MAX_SEPARATED = 2000

/** @internal For its test. */
export const linePatterns = [CLOSED_ADDRESS, GLUED_ATTRIBUTION]

export function splitLines(text: string): Line[] {
  const rows = text.split('\n')
  return rows
    .flatMap((row, index) => unglue(row, rows[index + 1] ?? ''))
    .map((row, index, all) => toLine(row, all[index - 1] ?? ''))
}

/** "-------- Original message --------From: Jane …" (Samsung, Yahoo) is two lines. For the other kind: only above a quote, in the middle of a letter such words are a person's own. */
function unglue(row: string, next: string): string[] {
  const separator = row.includes('--') && row.length < MAX_SEPARATED ? separatorEnd(row) : 0
  if (separator > 0) return [row.slice(0, separator), row.slice(separator)]
  if (row.length > MAX_GLUED || !next.startsWith('>') || row.startsWith('>') || row.startsWith('On ')) return [row]
  const found = GLUED_ATTRIBUTION.exec(row)
  const reply = found?.[1]
  if (reply === undefined || reply.trim() === '') return [row]
  return [reply, row.slice(reply.length)]
}

function toLine(raw: string, above: string): Line {
  const end = closesAddress(raw, above) ? 0 : quoteEnd(raw)
  const body = raw.slice(end)
  return { raw, depth: countMarks(raw, end), body, plain: foldLine(body) }
}

function closesAddress(raw: string, above: string): boolean {
  if (!raw.startsWith('>') || raw.length > 60 || above === '' || above.startsWith('>')) return false
  const words = CLOSED_ADDRESS.exec(raw)?.[1]
  return words !== undefined && (words === '' || verbs.has(words.toLowerCase()))
}

/** Where the `>` marks in front of a line end: up to three spaces may stand before each (`> > `, `>>`, `>  > `). */
function quoteEnd(raw: string): number {
  let end = 0
  for (let at = 0, spaces = 0; at < raw.length && spaces <= 3; at++) {
    const mark = raw[at]
    if (mark === '>' || mark === '＞') {
      end = at + 1
      spaces = 0
    } else if (mark === ' ' || mark === '\t' || mark === '\u00A0' || mark === '\uFEFF') spaces++
    else break
  }
  if (end > 0 && raw[end] === ' ') end++
  return end
}

function countMarks(raw: string, end: number): number {
  let depth = 0
  for (let at = 0; at < end; at++) if (raw[at] === '>' || raw[at] === '＞') depth++
  return depth
}
