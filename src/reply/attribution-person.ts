import { attributionOpenings, writingVerbs } from './language/attribution-words.ts'

const BRACKETED = /[(]?<[^<>\s]{1,320}>[)]?|\([^()\s]{1,320}@[^()\s]{1,255}\)/
const DATE_WORDS = /^[\d\s.,:/-]*(?:[ap]\.?m\.?)?[\d\s.,:/-]*/iu
const ROLE =
  /^(?:użytkownik|пользователь|користувач|používateľ|uživatel|ο χρήστης|felhasználó|időpontban|heeft|um|kl|klo|a las|a la\(s\)|at|à|às|alle ore|alle|om|o godz)\.?(?=\s|$)/iu
const verbs = new Set(writingVerbs)

/** @internal For its test. */
export const personPatterns = [BRACKETED, DATE_WORDS, ROLE]

/** `John Doe <john@example.com>` out of "On 28/10/2021 12:46, "John Doe" <john@example.com> wrote:". */
export function attributionPerson(text: string): string {
  const found = BRACKETED.exec(text)
  if (!found)
    return (
      text
        .split(/\s/)
        .find((word) => word.includes('@'))
        ?.replace(/[:,<>()"]/g, '') ?? ''
    )
  const address = found[0].replace(/^\(?<?|>?\)?$/g, '')
  return `"${nameBefore(text.slice(0, found.index))}" <${address}>`
}

/** What is left of the words before the address without the opening, the date, the time and the verb. */
function nameBefore(before: string): string {
  const quoted = /["«„“](.{1,200})["»”“]\s*$/u.exec(before)?.[1]
  if (quoted !== undefined) return quoted.trim()
  let rest = before.trim().replace(/^[-–—>\s]+/, '')
  for (let turn = 0; turn < 8; turn++) {
    const shorter = dropVerb(dropOpening(rest)).replace(DATE_WORDS, '').replace(ROLE, '').trim()
    if (shorter === rest) break
    rest = shorter
  }
  return rest
    .slice(afterLastDate(rest))
    .replace(/^[\s,.-]+/, '')
    .replaceAll('"', '')
}

function dropOpening(text: string): string {
  const words = text.split(' ')
  for (const count of [3, 2, 1]) {
    if (words.length > count && attributionOpenings.has(words.slice(0, count).join(' ').toLowerCase()))
      return words.slice(count).join(' ')
  }
  return text
}

function dropVerb(text: string): string {
  const words = text.split(' ')
  for (const count of [3, 2, 1])
    if (verbs.has(words.slice(0, count).join(' ').toLowerCase())) return words.slice(count).join(' ')
  return text
}

/** Words of a date that no table has ("Wed, Oct 27, 2021 at 9:31 AM"): the name starts behind the last time or year. */
function afterLastDate(text: string): number {
  let end = 0
  for (const found of text.matchAll(
    /\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?: ?[ap]\.?m\.?)?(?: ?(?:GMT|UTC)?[+-]\d{1,2}:?\d{2})?|(?<!\d)\d{4}(?!\d)/giu,
  )) {
    end = found.index + found[0].length
  }
  return end
}
