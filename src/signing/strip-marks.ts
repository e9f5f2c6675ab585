import { type Marks, markShape } from './marks.ts'

/** What stands in a text where a mark stood. */
const stripped = '…'

/** A text with more candidates than this was made to cost us time: from there on, what has the shape is masked unverified. */
const mostVerified = 5000

/** Runs that could be a mark; before one, the `%2B` or `%252F` of an encoded `+` or `/`, whose letters are base32 as well. */
const candidate = /([%=](?:25){0,4}[2-7][0-9a-f])?([a-z2-7]{19,})/gi

/**
 * A text without our marks, in reply addresses, Message-IDs, links, or alone; encoded in the address of a rewritten link
 * too. For every text that is stored, relayed or quoted, since a mark in it would give its reader the rights of another.
 * Works on plain text, HTML and header values alike. One pass, linear.
 */
export function stripMarks(text: string, marks: Marks): string {
  let verified = 0
  return text.replace(candidate, (whole: string, encoded: string | undefined, run: string) => {
    if (!markShape.test(run)) return whole
    verified += 1
    if (verified <= mostVerified && marks.kindOf(run) === null) return whole
    return `${encoded ?? ''}${stripped}`
  })
}
