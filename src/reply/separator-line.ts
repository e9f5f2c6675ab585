import { forwardedMessage, originalMessage } from './language/separators.ts'
import { trimMarks } from './trim-marks.ts'

const originals = new Set(originalMessage.map(foldCase))
const forwards = new Set(forwardedMessage.map(foldCase))
const LEADING_FRAME = /^[-_=*>~ —–]{2,}/
const FRAME_MARKS = '-_=*>~ \t—–:'
/** "-------- Ursprüngliche Nachricht --------Von: …": the header block may go on on the same line (Samsung). */
const FRAMED = /^[-_=*~—–]{2,} ?([^-_=*~—–]{3,60}(?:-[^-_=*~—–]{3,30})?) ?[-_=*~—–]{2,}/
const LONGEST = 200

/** @internal For its test. */
export const separatorPatterns = [LEADING_FRAME, FRAMED]

/** "-----Original Message-----" in any of its languages. */
export function originalMessageAt(plain: string): boolean {
  if (plain.length > 2 * LONGEST || !LEADING_FRAME.test(plain)) return false
  const framed = FRAMED.exec(plain)?.[1]
  return isOneOf(originals, plain) || (framed !== undefined && originals.has(clean(framed)))
}

/** "---------- Forwarded message ---------", or Apple Mail's "Begin forwarded message:". */
export function forwardedMessageAt(plain: string): boolean {
  if (plain.length > 2 * LONGEST) return false
  const framed = FRAMED.exec(plain)?.[1]
  if (framed !== undefined && forwards.has(clean(framed))) return true
  return (LEADING_FRAME.test(plain) || plain.endsWith(':')) && isOneOf(forwards, plain)
}

/** Where a separator ends in a line on which words follow it; 0 where the line is no such one. */
export function separatorEnd(row: string): number {
  const plain = row.trimStart()
  const found = FRAMED.exec(plain)
  const name = found?.[1] === undefined ? '' : clean(found[1])
  if (!found || plain.slice(found[0].length).trim() === '') return 0
  return originals.has(name) || forwards.has(name) ? row.length - plain.length + found[0].length : 0
}

function isOneOf(names: ReadonlySet<string>, plain: string): boolean {
  return plain.length <= LONGEST && names.has(clean(plain))
}

/** The Turkish İ becomes an i and a dot of its own. */
function foldCase(text: string): string {
  return text.toLowerCase().replaceAll('\u0307', '')
}

function clean(text: string): string {
  return foldCase(trimMarks(text, FRAME_MARKS)).trim()
}
