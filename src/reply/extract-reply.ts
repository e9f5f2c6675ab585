import type { ParsedMail } from '../mail/types.ts'
import { assignRoles, type Role } from './assign-roles.ts'
import { findForward } from './find-forward.ts'
import { findSentLines, holdsHalfOfOne, type SentMatch } from './find-sent-lines.ts'
import { findSignature } from './find-signature.ts'
import { foldLine } from './fold-line.ts'
import { htmlMarks, noMarks } from './html-marks.ts'
import { interleavedRange } from './keep-interleaved.ts'
import { type Line, splitLines } from './split-lines.ts'
import type { Forward, Reply, SentText } from './types.ts'

type Side = 'text' | 'quoted' | 'signature'

/** Which part of a mail is new. `sent` are the mails of ours that it may quote, `forward` is what it forwards. Pure. */
export function extractReply(
  mail: ParsedMail,
  sent: readonly SentText[],
  forward: Forward | null = findForward(mail),
): Reply {
  if (forward !== null && !forward.rule.startsWith('unsure')) {
    return { text: mail.text, quoted: '', signature: '', interleaved: false, rules: ['forward'] }
  }
  const lines = splitLines(mail.text)
  const matches = findSentLines(lines, sent)
  const html =
    mail.html !== null && mail.textSource === 'html' ? htmlMarks(mail.html, mail.text, lines) : noMarks(lines.length)
  const { roles, rules } = assignRoles(lines, { matches, isQuote: holdsHalfOfOne(lines, matches, sent) }, html)
  const range = interleavedRange(lines, roles)
  const sides = roles.map((role, at) =>
    html.signature[at] && role === 'new' ? 'signature' : sideOf(role, at, range, matches[at]),
  )
  const signed = signRuns(lines, sides, roles, foldLine(mail.from?.name ?? '').toLowerCase())
  return { ...gather(lines, sides), interleaved: range !== null, rules: [...rules, ...signed] }
}

/** Inside the range that stays whole, quoted lines stay; those that only a private mail of ours holds never do. */
function sideOf(
  role: Role,
  at: number,
  range: { start: number; end: number } | null,
  match: SentMatch | undefined,
): Side {
  if (match === 'private') return 'quoted'
  if (role === 'new' || (range !== null && at >= range.start && at < range.end)) return 'text'
  return 'quoted'
}

/** The writer signs above the first quote and below the last one. */
function signRuns(lines: readonly Line[], sides: Side[], roles: readonly Role[], name: string): string[] {
  let known: ReadonlySet<string> | null = null
  const quoted = (): ReadonlySet<string> => (known ??= quotedWords(lines, sides))
  const runs = newRuns(lines, roles)
  const rules = new Set<string>()
  for (const [start, end] of runs.length > 1 ? [runs[0], runs.at(-1)].filter((run) => run !== undefined) : runs) {
    const signature = findSignature(lines.slice(start, end), { name, quoted, belowQuote: start > 0 })
    for (const at of signature.lines) sides[start + at] = 'signature'
    for (const rule of signature.rules) rules.add(rule)
  }
  return [...rules]
}

function quotedWords(lines: readonly Line[], sides: readonly Side[]): Set<string> {
  return new Set(lines.filter(({ plain }, at) => sides[at] === 'quoted' && plain !== '').map(({ plain }) => plain))
}

function newRuns(lines: readonly Line[], roles: readonly Role[]): [number, number][] {
  const runs: [number, number][] = []
  let start = -1
  let hasWords = false
  for (let at = 0; at <= lines.length; at++) {
    if (roles[at] === 'new') {
      if (start < 0) start = at
      hasWords ||= lines[at]?.plain !== ''
    } else {
      if (start >= 0 && hasWords) runs.push([start, at])
      start = -1
      hasWords = false
    }
  }
  return runs
}

/** Blank lines go with what stands above them; those above the first words go with these. */
function gather(lines: readonly Line[], sides: readonly Side[]): Pick<Reply, Side> {
  const parts: Record<Side, string[]> = { text: [], quoted: [], signature: [] }
  let side: Side = 'text'
  lines.forEach(({ raw, plain }, at) => {
    if (plain !== '' || sides[at] !== 'text') side = sides[at] ?? 'text'
    parts[side].push(raw)
  })
  return { text: trimBlank(parts.text), quoted: trimBlank(parts.quoted), signature: trimBlank(parts.signature) }
}

/** Blank lines around go; the indentation of the first line stays. */
function trimBlank(rows: readonly string[]): string {
  const first = rows.findIndex((row) => row.trim() !== '')
  return first < 0 ? '' : rows.slice(first).join('\n').trimEnd()
}
