import type { Line } from './split-lines.ts'

const WRAP_WIDTH = 55
const LINK_ONLY = /^[(<[]{0,2}(?:https?:\/\/|www\.)\S{1,900}\s?>?$/
const OPEN_LINK = /[(<[]{1,2}(?:https?:\/\/|mailto:)[^\s)>\]]*$/
const LOWER_START = /^[\p{Ll}\d(]/u

/** @internal For its test. */
export const quotedPatterns = [LINK_ONLY, OPEN_LINK, LOWER_START]

/** Which lines carry quote marks (not those with arrows on both sides, `>>> here <<<`), or are the rest of a quoted line that was wrapped without one. */
export function markQuoted(lines: readonly Line[]): boolean[] {
  const quoted = lines.map((line) => line.depth > 0 && !line.plain.endsWith('<<'))
  for (let at = 1; at + 1 < lines.length; at++) {
    const line = lines[at]
    const above = lines[at - 1]
    if (!line || !above || quoted[at] || line.plain === '' || !quoted[at - 1]) continue
    quoted[at] = isRestOf(above, line, quoted[at + 1] === true)
  }
  return quoted
}

/** A link that broke off, or the end of a long line that a client wrapped after it had put the marks. */
function isRestOf(above: Line, line: Line, nextQuoted: boolean): boolean {
  if (OPEN_LINK.test(above.plain.slice(-400)) && !line.plain.includes('. ')) return true
  if (!nextQuoted) return false
  if (LINK_ONLY.test(line.plain)) return true
  return above.raw.length >= WRAP_WIDTH && line.plain.length < above.raw.length && LOWER_START.test(line.plain)
}
