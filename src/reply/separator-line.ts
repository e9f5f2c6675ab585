import { forwardedMessage, originalMessage } from './language/separators.ts'

const originals = new Set(originalMessage)
const forwards = new Set(forwardedMessage)
const LEADING_FRAME = /^[-_=*>~ —–]{2,}/
const FRAME = /^[-_=*>~\s—–]+|[-_=*<~\s—–:]+$/g
/** "-------- Ursprüngliche Nachricht --------Von: …": the header block may go on on the same line (Samsung). */
const FRAMED = /^[-_=*~—–]{2,} ?([^-_=*~—–]{3,60}(?:-[^-_=*~—–]{3,30})?) ?[-_=*~—–]{2,}/
const LONGEST = 200

export const separatorPatterns = [LEADING_FRAME, FRAME, FRAMED]

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

/** What stands on the same line behind the separator. */
export function behindSeparator(plain: string): string {
  const found = FRAMED.exec(plain)
  return found ? plain.slice(found[0].length).trim() : ''
}

function isOneOf(names: ReadonlySet<string>, plain: string): boolean {
  return plain.length <= LONGEST && names.has(clean(plain))
}

function clean(text: string): string {
  return text.replace(FRAME, '').toLowerCase().trim()
}
