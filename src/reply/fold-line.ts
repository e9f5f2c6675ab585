/** Longest part of a line that any rule looks at; what follows cannot change what kind of line it is. */
const MAX_FOLDED = 1000

/** Marks that cannot be seen and that clients put around names and times (Apple Mail, Outlook on the Mac, right-to-left mail). */
const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\r]/g
const SPACES = /[\s\u00A0]+/g
const NOT_PLAIN = /[^\x21-\x25\x27-\x7E ]/
const ARABIC_DIGIT = /[\u0660-\u0669\u06F0-\u06F9]/g
/** Proton Mail draws its separator with U+2010; word processors write U+2011 to U+2015. */
const HYPHENS = /[\u2010-\u2012\u2015]/g
const FULL_WIDTH = /[\uFF01-\uFF5E]/g
const ENTITY = /&(?:lt|gt|quot|amp|nbsp);/g
const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&amp;': '&',
  '&nbsp;': ' ',
}

/** @internal For its test. */
export const foldPatterns = [INVISIBLE, SPACES, NOT_PLAIN, ARABIC_DIGIT, FULL_WIDTH, HYPHENS, ENTITY]

/** A line as the rules compare it: single spaces, no invisible marks, digits and punctuation in ASCII, entities decoded. */
export function foldLine(line: string): string {
  const head = line.length > MAX_FOLDED ? line.slice(0, MAX_FOLDED) : line
  if (!NOT_PLAIN.test(head) && !head.includes('  ')) return head.trim()
  return toAscii(head).replace(SPACES, ' ').trim()
}

function toAscii(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .replace(ENTITY, (entity) => ENTITIES[entity] ?? entity)
    .replace(ARABIC_DIGIT, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
    .replace(FULL_WIDTH, (mark) => String.fromCharCode(mark.charCodeAt(0) - 0xfee0))
    .replace(HYPHENS, '-')
    .replaceAll('、', ',')
    .replaceAll('۔', '.')
    .normalize('NFC')
}
