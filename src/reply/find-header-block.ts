import { anyOf } from './any-of.ts'
import { hasAddress, type Span } from './find-attribution.ts'
import { type HeaderKind, headerKind, longLabels } from './language/header-labels.ts'
import type { Line } from './split-lines.ts'
import { trimMarks } from './trim-marks.ts'

/** A `From: … Sent: … To: … Subject: …` block above a quoted or forwarded mail. */
export interface HeaderBlock extends Span {
  fields: HeaderField[]
}

export interface HeaderField {
  kind: HeaderKind
  value: string
}

/** Longest block, in lines; many recipients are wrapped over many. */
const MAX_LINES = 60
/** Lines without a label that may stand between two labelled ones: a wrapped value, or blank lines out of HTML. */
const MAX_GAP = 6
const MAX_LABEL = 40
const NONE: readonly HeaderField[] = []

const INLINE_LABEL = new RegExp(`(?:${anyOf(longLabels)}) ?:`, 'giu')
/** Markdown's emphasis around labels and values: `*From:* Jane`, `**Von:**"Jane"`. */
const EDGE_MARKS = ' *_#|'

/** @internal For its test. */
export const headerBlockPatterns = [INLINE_LABEL]

/** The block that starts on line `start`, or null where there is none. */
export function headerBlockAt(lines: readonly Line[], start: number): HeaderBlock | null {
  const first = readFields(lines[start])
  if (first[0] === undefined || !opens(first[0].kind)) return null
  const block = gather(lines, start, first)
  return isBlock(block.fields) ? block : null
}

function gather(lines: readonly Line[], start: number, first: readonly HeaderField[]): HeaderBlock {
  const block: HeaderBlock = { start, end: start + 1, fields: [...first] }
  const kinds = new Set(first.map(({ kind }) => kind))
  const depth = lines[start]?.depth ?? 0
  let pending: string[] = []
  for (let at = start + 1; at < lines.length && at < start + MAX_LINES; at++) {
    const line = lines[at]
    if (!line || line.depth !== depth || pending.length > gapAllowed(kinds, pending)) break
    const fields = readFields(line)
    if (fields.length === 0 || isRepeated(kinds, fields)) {
      pending.push(line.plain)
      continue
    }
    append(block, pending, fields, at + 1)
    for (const { kind } of fields) kinds.add(kind)
    pending = []
  }
  return closeBlock(block, pending)
}

/** A wrapped value goes on over several lines; once From and Subject are there, only a label at once below a blank line goes on. */
function gapAllowed(kinds: ReadonlySet<HeaderKind>, pending: readonly string[]): number {
  return kinds.has('subject') && kinds.has('from') && pending.includes('') ? 1 : MAX_GAP
}

/** A second From: starts the block of an older mail. */
function isRepeated(kinds: ReadonlySet<HeaderKind>, fields: readonly HeaderField[]): boolean {
  return fields.some(({ kind }) => (kind === 'from' || kind === 'subject') && kinds.has(kind))
}

function append(block: HeaderBlock, pending: readonly string[], fields: readonly HeaderField[], end: number): void {
  continueLast(block, pending)
  block.fields.push(...fields)
  block.end = end
}

function continueLast(block: HeaderBlock, pending: readonly string[]): void {
  const more = pending.filter((part) => part !== '').join(' ')
  const last = block.fields.at(-1)
  if (last && more !== '')
    block.fields[block.fields.length - 1] = { kind: last.kind, value: `${last.value} ${more}`.trim() }
}

/** The lines right below the last label, up to the first blank one, are the rest of its value. */
function closeBlock(block: HeaderBlock, pending: readonly string[]): HeaderBlock {
  const blank = pending.indexOf('')
  const wrapped = pending.slice(0, blank)
  const last = block.fields.at(-1)
  const isWrapped = blank > 0 && blank <= 3 && last !== undefined && (last.kind !== 'subject' || last.value !== '')
  if (!isWrapped || !wrapped.every((part) => mayContinue(last.kind, part))) return block
  continueLast(block, wrapped)
  return { ...block, end: block.end + wrapped.length }
}

function mayContinue(kind: HeaderKind, part: string): boolean {
  return kind === 'to' || kind === 'cc' || kind === 'from' ? hasAddress(part) : false
}

/** Enough to say that a client wrote it: a form that a person filled in has no address, or no subject beside its From. */
function isBlock(fields: readonly HeaderField[]): boolean {
  const count = new Set(fields.map(({ kind }) => kind)).size
  const addressed = fields.some(({ kind, value }) => isPeople(kind) && hasAddress(value))
  const rest = has(fields, 'date') || has(fields, 'to')
  if (has(fields, 'from')) return (addressed && count >= 2 && rest) || (has(fields, 'subject') && rest)
  return addressed && has(fields, 'date') && count >= 2
}

function isPeople(kind: HeaderKind): boolean {
  return kind === 'from' || kind === 'to' || kind === 'cc'
}

function opens(kind: HeaderKind): boolean {
  return kind !== 'cc' && kind !== 'other'
}

export function has(fields: readonly HeaderField[], kind: HeaderKind): boolean {
  return fields.some((field) => field.kind === kind)
}

/** The fields of one line: mostly one, but Yahoo, Samsung and web forms put several on a line. */
export function readFields(line: Line | undefined): readonly HeaderField[] {
  if (!line) return []
  const known = read.get(line)
  if (known) return known
  const fields = readPlain(line.plain)
  read.set(line, fields)
  return fields
}

/** Each line is looked at from many places; it is read once. */
const read = new WeakMap<Line, readonly HeaderField[]>()

function readPlain(plain: string): readonly HeaderField[] {
  const colon = plain.indexOf(':')
  if (colon < 1 || colon > MAX_LABEL) return NONE
  const kind = headerKind(trimMarks(plain.slice(0, colon), EDGE_MARKS).toLowerCase())
  if (kind === null) return NONE
  const value = plain.slice(colon + 1)
  return value.includes(':') ? splitInline(kind, value) : [{ kind, value: trimMarks(value, EDGE_MARKS) }]
}

function splitInline(kind: HeaderKind, value: string): HeaderField[] {
  const fields: HeaderField[] = []
  let open = { kind, from: 0 }
  for (const found of value.matchAll(INLINE_LABEL)) {
    const next = headerKind(found[0].slice(0, -1).trim().toLowerCase())
    if (next === null || !startsField(value, found.index, next, open.kind)) continue
    fields.push({ kind: open.kind, value: trimMarks(value.slice(open.from, found.index), EDGE_MARKS) })
    open = { kind: next, from: found.index + found[0].length }
  }
  return [...fields, { kind: open.kind, value: trimMarks(value.slice(open.from), EDGE_MARKS) }]
}

/** "Subject: Date: Friday" is a subject; after a time, as after an address or nothing, a label starts a field of its own. */
function startsField(value: string, at: number, next: HeaderKind, open: HeaderKind): boolean {
  if (next === open || (open === 'subject' && !/\d[\d:. ]*$/.test(value.slice(Math.max(0, at - 8), at)))) return false
  return standsApart(value.slice(Math.max(0, at - 1), at), value.slice(at, at + 2))
}

/** "…, 09:31:12 MEZBetreff:" (Yahoo): behind a capital only a capital and a small letter start a label. */
function standsApart(before: string, label: string): boolean {
  const first = label.charAt(0)
  if (first !== first.toUpperCase()) return false
  if (!/\p{L}/u.test(before)) return true
  const second = label.charAt(1)
  return before !== before.toLowerCase() && first !== first.toLowerCase() && second !== second.toUpperCase()
}
