import { type SentMatch, SHINGLE, shinglesIn, wordsOf } from './find-sent-lines.ts'
import type { Line } from './split-lines.ts'

/**
 * Lines above the quote whose words are known from public mails of ours, and stand in the quote as well: their writer says them again,
 * such as a solution that was refused before. A quote of one mail holds them once. `quote` is its first line, or the number of lines
 * where there is none. Linear in the size of the text.
 */
export function findSaidAgain(lines: readonly Line[], matches: readonly SentMatch[], quote: number): boolean[] {
  const again = lines.map(() => false)
  if (quote >= lines.length || !matches.slice(0, quote).includes('public')) return again
  const below = new Set(shinglesIn(lines.slice(quote).flatMap(({ body }) => wordsOf(body))))
  for (let start = 0; start < quote; start++) {
    if (matches[start] !== 'public') continue
    let end = start
    while (end < quote && matches[end] === 'public') end++
    const words = lines.slice(start, end).flatMap(({ body }) => wordsOf(body))
    const isAgain = words.length >= SHINGLE && shinglesIn(words).every((shingle) => below.has(shingle))
    again.fill(isAgain, start, end)
    start = end
  }
  return again
}
