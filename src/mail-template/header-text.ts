import { SUBJECT_CHARACTERS } from './limits.ts'

/** Controls, line ends of every kind, and the marks that turn the direction of what follows them around. */
const UNFIT = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu

/** A text fit for a header: one line, without controls, bounded. */
export function headerText(text: string): string {
  const line = text
    .slice(0, SUBJECT_CHARACTERS * 8)
    .replaceAll(UNFIT, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim()
  const characters = [...line]
  return characters.length <= SUBJECT_CHARACTERS ? line : `${characters.slice(0, SUBJECT_CHARACTERS - 1).join('')}…`
}

/** The subject of a mail of a ticket's thread: always the ticket's own, since mail programs thread by it. */
export function threadSubject(tag: string, title: string, starts: boolean): string {
  return headerText(`${starts ? '' : 'Re: '}${tag} ${title}`)
}
