import type { Line } from './split-lines.ts'
import type { SentText } from './types.ts'

/** How a line of the mail stands to what we sent. */
export type SentMatch = 'none' | 'public' | 'private'

/** Words that follow each other in our text and in the mail: four say that it was copied, fewer are chance. */
export const SHINGLE = 4
/** A run of copied lines with fewer words than this is what anybody might write; of a private mail it is taken for a copy all the same. */
const MIN_RUN_WORDS = 8
/** Characters of a line that is compared as a whole. */
const MAX_SHORT = 100
/** Share of a line's words that must be ours. */
const MIN_SHARE = 0.75
/** Words of all sent texts together that are compared; a thread is rarely a tenth of it. */
const MAX_SENT_WORDS = 400_000

const LINK = /(?:https?:\/\/|www\.|mailto:)[^\s<>()[\]]*/gi
const WORD = /[\p{L}\p{N}]+/gu

/** @internal For its test. */
export const sentPatterns = [LINK, WORD]

/**
 * Compares words, not lines: clients rewrap, indent, prefix, change bullets, spaces and quotes, and rewrite links; the
 * order of the words stays. Linear in the size of both.
 */
export function findSentLines(lines: readonly Line[], sent: readonly SentText[]): SentMatch[] {
  const others = sent.filter(({ asksAgain }) => !asksAgain)
  const matches = matchLines(lines, sent)
  if (others.length === sent.length) return matches
  const unmarked = matchLines(lines, others)
  return matches.map((match, at) => (lines[at]?.depth === 0 ? (unmarked[at] ?? 'none') : match))
}

function matchLines(lines: readonly Line[], sent: readonly SentText[]): SentMatch[] {
  const known = shinglesOf(sent)
  if (known.size === 0) return lines.map(() => 'none')
  const words = lines.flatMap((line, at) => wordsOf(line.body).map((word) => ({ word, line: at })))
  const marks = coverWords(words, known)
  return addShortLines(keepLongRuns(judgeLines(lines, words, marks), lines), lines, sent)
}

/**
 * Answers between the lines of a private mail leave its short lines alone, where no run of words tells of them: they are known as a whole.
 * One without a mark counts only beside others of that mail, and not as a single word: anybody writes "Yes".
 */
function addShortLines(matches: SentMatch[], lines: readonly Line[], sent: readonly SentText[]): SentMatch[] {
  const known = shortPrivateLines(sent)
  if (known.size === 0) return matches
  const isBesideOthers = matches.includes('private')
  return matches.map((match, at) => {
    const line = lines[at]
    if (match !== 'none' || !line || line.plain.length > MAX_SHORT) return match
    const key = wordsOf(line.body).join(' ')
    const counts = line.depth > 0 || (isBesideOthers && /[ \d]/.test(key))
    return counts && known.has(key) ? 'private' : match
  })
}

/** Lines that only private mails hold, as their words. */
function shortPrivateLines(sent: readonly SentText[]): Set<string> {
  const keysOf = (isPrivate: boolean) =>
    sent
      .filter((text) => text.isPrivate === isPrivate)
      .flatMap(({ text }) => text.slice(0, MAX_SENT_WORDS).split('\n'))
      .filter((row) => row.length <= MAX_SHORT)
      .map((row) => wordsOf(row).join(' '))
  const known = new Set(keysOf(true))
  if (known.size > 0) for (const key of keysOf(false)) known.delete(key)
  known.delete('')
  return known
}

/** Whether the lines hold half of one of our texts, as a client's quote does; less may be a person's own words that resemble ours. */
export function holdsHalfOfOne(
  lines: readonly Line[],
  matches: readonly SentMatch[],
  sent: readonly SentText[],
): boolean {
  const held = lines.reduce((sum, line, at) => (matches[at] === 'none' ? sum : sum + wordsOf(line.body).length), 0)
  return sent.some(({ text }) => held * 2 >= wordsOf(text.slice(0, MAX_SENT_WORDS)).length)
}

/** Each run of four words of ours, and whether only private mails hold it. */
function shinglesOf(sent: readonly SentText[]): Map<string, boolean> {
  const known = new Map<string, boolean>()
  let left = MAX_SENT_WORDS
  for (const { text, isPrivate } of sent) {
    const words = wordsOf(text).slice(0, left)
    left -= words.length
    for (let at = 0; at + SHINGLE <= words.length; at++) {
      const key = shingle(words[at], words[at + 1], words[at + 2], words[at + 3])
      known.set(key, isPrivate && (known.get(key) ?? true))
    }
  }
  return known
}

/** Each run of four of these words, as one string. */
export function shinglesIn(words: readonly string[]): string[] {
  return words.slice(SHINGLE - 1).map((_, at) => shingle(words[at], words[at + 1], words[at + 2], words[at + 3]))
}

/** Written out: this is the hottest line of a long thread. */
function shingle(first = '', second = '', third = '', fourth = ''): string {
  return `${first} ${second} ${third} ${fourth}`
}

interface Word {
  word: string
  line: number
}

/** For each word of the mail: 0 not ours, 1 ours, 2 ours and private. */
function coverWords(words: readonly Word[], known: ReadonlyMap<string, boolean>): Uint8Array {
  const marks = new Uint8Array(words.length)
  for (let at = 0; at + SHINGLE <= words.length; at++) {
    const isPrivate = known.get(shingle(words[at]?.word, words[at + 1]?.word, words[at + 2]?.word, words[at + 3]?.word))
    if (isPrivate === undefined) continue
    for (let next = at; next < at + SHINGLE; next++) if (marks[next] !== 1) marks[next] = isPrivate ? 2 : 1
  }
  return marks
}

interface Judged {
  match: SentMatch
  words: number
}

function judgeLines(lines: readonly Line[], words: readonly Word[], marks: Uint8Array): Judged[] {
  const counts = lines.map(() => ({ words: 0, ours: 0, hidden: 0 }))
  words.forEach(({ line }, at) => {
    const count = counts[line]
    if (!count) return
    count.words++
    if (marks[at] !== 0) count.ours++
    if (marks[at] === 2) count.hidden++
  })
  return counts.map(({ words: total, ours, hidden }) => {
    if (total === 0 || ours < total * MIN_SHARE) return { match: 'none', words: total }
    return { match: hidden > ours / 2 ? 'private' : 'public', words: total }
  })
}

/** Drops runs too short to be a quote. Lines without a word (bare links, bullets, blank ones) between two lines of ours are ours. */
function keepLongRuns(judged: readonly Judged[], lines: readonly Line[]): SentMatch[] {
  const result: SentMatch[] = judged.map(() => 'none')
  let run: number[] = []
  for (let at = 0; at <= judged.length; at++) {
    const line = judged[at]
    if (line && (line.match !== 'none' || (run.length > 0 && line.words === 0))) run.push(at)
    else if (run.length > 0) {
      closeRun(run, judged, lines, result)
      run = []
    }
  }
  return result
}

function closeRun(
  run: readonly number[],
  judged: readonly Judged[],
  lines: readonly Line[],
  result: SentMatch[],
): void {
  const words = run.reduce((sum, at) => sum + (judged[at]?.words ?? 0), 0)
  const marked = run.some((at) => (lines[at]?.depth ?? 0) > 0)
  const isPrivate = run.some((at) => judged[at]?.match === 'private')
  if (words < (isPrivate ? SHINGLE : MIN_RUN_WORDS) && !marked) return
  let last: SentMatch = 'none'
  for (const at of run.slice(0, endOfRun(run, judged, lines))) {
    const match = judged[at]?.match ?? 'none'
    if (match !== 'none') last = match
    result[at] = last
  }
}

/** Below the last line with words only what stands right below it, without a blank line, is still ours. */
function endOfRun(run: readonly number[], judged: readonly Judged[], lines: readonly Line[]): number {
  let end = run.findLastIndex((at) => (judged[at]?.words ?? 0) > 0) + 1
  while (end < run.length && lines[run[end] ?? 0]?.plain !== '') end++
  return end
}

/** Chinese and Japanese write no spaces: each of their characters counts as a word. */
export function wordsOf(text: string): string[] {
  const words: string[] = []
  for (const [found] of text.replace(LINK, ' ').normalize('NFKC').toLowerCase().matchAll(WORD)) {
    if (/[\u3040-\u30FF\u3400-\u9FFF]/.test(found)) words.push(...found)
    else words.push(found)
  }
  return words
}
