import { isContactBlock, isContactLine } from './contact-lines.ts'
import { isDeviceLine } from './device-line.ts'
import { signOffs } from './language/closing-words.ts'
import { isDisclaimer, isOutsideWarning } from './legal-notice.ts'
import type { Line } from './split-lines.ts'

/** What is known beside the lines themselves. */
export interface SignatureContext {
  /** The writer's name as the mail gives it, folded and in lower case; empty where unknown. */
  name: string
  /** Gives the lines of the quoted part, folded: what the writer put below an earlier mail is there. A function, since few mails need them and some quotes are long. */
  quoted: () => ReadonlySet<string>
  /** The lines stand below a quote: they may be nothing but a footer. */
  belowQuote: boolean
}

export interface Signature {
  /** Indices into the lines that were given, ascending. */
  lines: number[]
  rules: string[]
}

/** Most lines with words of a signature below "-- "; a longer rest is more likely a letter that uses dashes as a rule. */
const MAX_SIGNATURE = 30
const MAX_BELOW_RULE = 14
const MAX_FOOTER = 8
const SIGN_OFF_REACH = 6

const DELIMITER = /^(?:--|—-|-- ?)$/
const FOOTER_RULE = /^_{2,200}$/
const DECORATION = /^(?:[-=*~.·•_—–] ?){3,200}$/
const POSTSCRIPT = /^(?:p\.? ?s\.?|n\.? ?b\.?|post-?scriptum) ?[:–—-] ?\S/i
/** A small letter first, or a mark of a sentence last. */
const PROSE = /^\p{Ll}|[^.][.,:;!?…]$/u
const LINK_ALONE = /^<https?:[^<>\s]{1,300}>$/
const MAX_NAME_WORDS = 8
const closings = new Set(signOffs)

/** @internal For its test. */
export const signaturePatterns = [DELIMITER, FOOTER_RULE, DECORATION, POSTSCRIPT, PROSE, LINK_ALONE]

/** The lines of one run of new text that sign it: below "-- ", device lines, contact lines, legal notices, list footers. */
export function findSignature(lines: readonly Line[], context: SignatureContext): Signature {
  const taken = new Set<number>()
  const rules = new Set<string>()
  const take = (rule: string, from: number, to: number): void => {
    if (to > from) rules.add(rule)
    for (let at = from; at < to; at++) taken.add(at)
  }
  const start = takeWarning(lines, take)
  const delimiter = delimiterAt(lines, context.belowQuote ? -1 : start)
  if (delimiter.at < lines.length) take(delimiter.rule, delimiter.at, postscriptAt(lines, delimiter.at))
  takeDevices(lines, delimiter.at, take)
  takeEnd(lines, taken, context, take)
  return { lines: [...taken].sort((a, b) => a - b), rules: [...rules] }
}

type Take = (rule: string, from: number, to: number) => void

/** A gateway's warning about mail from outside stands above the text. */
function takeWarning(lines: readonly Line[], take: Take): number {
  const start = lines.findIndex((line) => line.plain !== '')
  const end = start < 0 ? 0 : paragraphEnd(lines, start)
  if (start < 0 || end === lines.length || !isOutsideWarning(text(lines, start, end))) return Math.max(start, 0)
  take('outside-warning', start, end)
  return end
}

/** The first line that sets off a signature by itself, or the end. */
function delimiterAt(lines: readonly Line[], start: number): { at: number; rule: string } {
  const below = wordsBelow(lines)
  for (let at = Math.max(start, 0); at < lines.length; at++) {
    const plain = lines[at]?.plain ?? ''
    const rest = below[at + 1] ?? 0
    if (DELIMITER.test(plain) && rest <= MAX_SIGNATURE && !opensLetter(lines, at))
      return { at, rule: 'signature-delimiter' }
    if (rest > MAX_BELOW_RULE || rest === 0) continue
    if (FOOTER_RULE.test(plain) && rest <= MAX_FOOTER && at > start) return { at, rule: 'footer-rule' }
    if (DECORATION.test(plain) && at > start && setsOff(lines, at)) return { at, rule: 'rule-below-closing' }
  }
  return { at: lines.length, rule: '' }
}

/** Dashes above the first word, by hand: nobody's signature begins with prose. The delimiter of RFC 3676 section 4.3, with its space, sets off one anywhere. */
function opensLetter(lines: readonly Line[], delimiter: number): boolean {
  if (lines[delimiter]?.raw === '-- ' || lines.slice(0, delimiter).some(({ plain }) => plain !== '')) return false
  const first = lines.find(({ plain }, at) => at > delimiter && plain !== '')?.plain ?? ''
  if (isSignOff(first) || isContactLine(first)) return false
  return PROSE.test(first) || first.split(' ').length > MAX_NAME_WORDS
}

/** A paragraph that begins with “PS:” is the writer's again, although it stands below the signature; else the end. */
function postscriptAt(lines: readonly Line[], delimiter: number): number {
  const at = lines.findIndex(
    ({ plain }, index) => index > delimiter && lines[index - 1]?.plain === '' && POSTSCRIPT.test(plain),
  )
  return at < 0 ? lines.length : at
}

/** A rule of dashes or stars sets off a signature below "Regards, Jane", or above a block of contact lines. */
function setsOff(lines: readonly Line[], at: number): boolean {
  if (lines[at - 1]?.plain !== '' && lines[at + 1]?.plain !== '') return false
  return closesAbove(lines, at) || contactsBelow(lines, at) >= 2
}

function closesAbove(lines: readonly Line[], at: number): boolean {
  return lines.slice(Math.max(0, at - SIGN_OFF_REACH), at).some(({ plain }) => isSignOff(plain))
}

function isSignOff(plain: string): boolean {
  return plain.length < 60 && closings.has(plain.toLowerCase().replace(/[\s,.!:;]{1,5}$/, ''))
}

/** Contact lines among short ones only: a paragraph of prose below the rule means that the letter goes on. */
function contactsBelow(lines: readonly Line[], at: number): number {
  const rest = lines.slice(at + 1).filter(({ plain }) => plain !== '')
  if (rest.some(({ plain }) => plain.length > 80)) return 0
  return rest.filter(({ plain }) => isContactLine(plain)).length
}

/** "Sent from my iPhone": a line of its own wherever it stands, since some clients put it above the text. Its link may stand right below it. */
function takeDevices(lines: readonly Line[], end: number, take: Take): void {
  for (let at = 0; at < end; at++)
    if (isDeviceLine(lines[at]?.plain ?? ''))
      take('device', at, LINK_ALONE.test(lines[at + 1]?.plain ?? '') ? at + 2 : at + 1)
}

/** From the end upwards, paragraph by paragraph, as long as each is one that signs. */
function takeEnd(lines: readonly Line[], taken: ReadonlySet<number>, context: SignatureContext, take: Take): void {
  let done = lines.length
  let end = lastWord(lines, taken, done)
  while (end > 0) {
    const start = paragraphStart(lines, end - 1)
    const rule = endRule(lines, start, end, context)
    if (rule === null) break
    take(rule.name, rule.from, done)
    done = rule.from
    end = lastWord(lines, taken, done)
  }
}

function endRule(
  lines: readonly Line[],
  start: number,
  end: number,
  context: SignatureContext,
): { name: string; from: number } | null {
  if (isDisclaimer(text(lines, start, end))) return { name: 'disclaimer', from: aboveRule(lines, start) }
  const named = namedFrom(lines, start, end, context.name)
  if (named !== null) return { name: 'contact-lines', from: aboveRule(lines, named) }
  const above = start > 0 ? (lines[lastWord(lines, new Set(), start) - 1]?.plain ?? '') : ''
  if (above === '' && start === 0) return null
  const ruled = DECORATION.test(lines[start]?.plain ?? '')
  const first = ruled || isSignOff(lines[start]?.plain ?? '') ? start + 1 : start
  const block = lines.slice(first, end).map(({ plain }) => plain)
  if (!above.endsWith(':') && isContactBlock(block, context.name))
    return { name: 'contact-lines', from: ruled || first === start ? aboveRule(lines, first) : first }
  const repeated = repeatedFrom(lines, start, end, context)
  return repeated === null ? null : { name: 'earlier-signature', from: repeated }
}

/** The writer's own name within the last paragraph, above ways to reach them: BlueMind sets a signature right below the words. */
function namedFrom(lines: readonly Line[], start: number, end: number, name: string): number | null {
  if (name === '') return null
  for (let at = Math.max(start + 1, end - MAX_SIGNATURE); at < end; at++) {
    if (lines[at]?.plain.toLowerCase() !== name || lines[at - 1]?.plain.endsWith(':')) continue
    const block = lines.slice(at, end).map(({ plain }) => plain)
    if (isContactBlock(block, name)) return at
  }
  return null
}

/** At least two lines at the end that the writer already put, word for word, below an earlier mail. */
function repeatedFrom(lines: readonly Line[], start: number, end: number, context: SignatureContext): number | null {
  let from = end
  while (from > start && context.quoted().has(lines[from - 1]?.plain ?? '')) from--
  if (end - from < 2 || (from > start && !isSignOff(lines[from - 1]?.plain ?? ''))) return null
  return isSignOff(lines[from]?.plain ?? '') ? (end - from > 2 ? from + 1 : null) : from
}

function aboveRule(lines: readonly Line[], start: number): number {
  let at = start - 1
  while (at >= 0 && lines[at]?.plain === '') at--
  return at >= 0 && DECORATION.test(lines[at]?.plain ?? '') ? at : start
}

/** One past the last line above `end` that has words and is not taken. */
function lastWord(lines: readonly Line[], taken: ReadonlySet<number>, end: number): number {
  let at = end
  while (at > 0 && (lines[at - 1]?.plain === '' || taken.has(at - 1))) at--
  return at
}

function paragraphStart(lines: readonly Line[], last: number): number {
  let at = last
  while (at > 0 && lines[at - 1]?.plain !== '') at--
  return at
}

function paragraphEnd(lines: readonly Line[], first: number): number {
  let at = first
  while (at < lines.length && lines[at]?.plain !== '') at++
  return at
}

/** Enough of a paragraph to know what it is. */
function text(lines: readonly Line[], start: number, end: number): string {
  return lines
    .slice(start, Math.min(end, start + 20))
    .map(({ plain }) => plain)
    .join(' ')
}

/** How many lines with words stand at or below each line. */
function wordsBelow(lines: readonly Line[]): number[] {
  const below = new Array<number>(lines.length + 2).fill(0)
  for (let at = lines.length - 1; at >= 0; at--) below[at] = (below[at + 1] ?? 0) + (lines[at]?.plain === '' ? 0 : 1)
  return below
}
