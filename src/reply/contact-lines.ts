import { hasAddress } from './find-attribution.ts'

const MAX_LINES = 12
const MAX_LENGTH = 80
const URL = /https?:\/\/|(?<![\w.])www\.[\w-]/i
/** Seven digits or more with the marks that people put between them. */
const PHONE = /(?<![\w/])[+(]{0,2}\d[\d ().\-/]{6,24}(?![\w/])/
const PHONE_LABEL =
  /^(?:t|f|m|p|tel|tél|fax|mob|mobile|phone|portable|cell|telefon|telefono|skype|whatsapp|gsm|tlf|puh)[.:) ]/iu
const DATE = /\d{1,2}[:h]\d{2}|(?<!\d)\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?!\d)|\d{4}-\d{2}-\d{2}/
const SENTENCE_WORDS = 6

/** @internal For its test. */
export const contactPatterns = [URL, PHONE, PHONE_LABEL, DATE]

/** An address, a phone number, a web site. */
export function isContactLine(plain: string): boolean {
  if (plain.length > 2 * MAX_LENGTH) return false
  return (
    hasAddress(plain) ||
    URL.test(plain) ||
    (PHONE.test(plain) && !DATE.test(plain)) ||
    (PHONE_LABEL.test(plain) && /\d{3}/.test(plain))
  )
}

/** A last paragraph that starts with a name and goes on with at least two ways to reach its writer. */
export function isContactBlock(block: readonly string[], name: string): boolean {
  const first = block[0] ?? ''
  if (block.length < 2 || block.length > MAX_LINES || block.some((plain) => plain.length > MAX_LENGTH)) return false
  if (isContactLine(first) || isSentence(first) || first.endsWith(':') || first.endsWith('?')) return false
  const contacts = block.filter(isContactLine).length
  return contacts >= 2 || (contacts === 1 && name !== '' && first.toLowerCase() === name)
}

function isSentence(plain: string): boolean {
  return /[.!?]$/.test(plain) && plain.split(' ').length > SENTENCE_WORDS
}
