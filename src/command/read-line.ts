import type { CommandRule } from './grammar.ts'
import { matchWord } from './match-word.ts'

/** What a line is: `text`, an order, or something that looks like one and is not. */
export type LineReading =
  | { kind: 'text' }
  | { kind: 'order'; rule: CommandRule; argument: string }
  | { kind: 'lookalike'; suggestion: string | null; isNear: boolean }

/** Longer lines are prose. */
const longestLine = 400

/**
 * A slash, a word, then nothing or white space: no second slash in the word, so paths and addresses are text.
 * U+FF0F is the slash of Japanese keyboards. Punctuation may follow, since phones add it.
 */
const shape = /^[/／](\p{L}[\p{L}\p{M}\p{N}_-]*)[.,;:!?…]*(?:$|\s+(.*)$)/u

/** Zero-width and direction marks that clients leave in; they are no white space to `\s`. */
const invisible = /[\u200b-\u200f\u2060-\u2064\u202a-\u202e\u2066-\u2069\u00ad]/g

/** The first directories of Unix, which people write about and which are no misspelt commands. */
const directories = new Set(
  'bin boot dev etc home lib lib64 media mnt opt proc root run sbin srv sys tmp usr var volumes users library'.split(
    ' ',
  ),
)

export function readLine(line: string): LineReading {
  if (line.length > longestLine) return { kind: 'text' }
  const found = shape.exec(line.replaceAll(invisible, '').trim())
  const word = found?.[1]
  if (word === undefined) return { kind: 'text' }
  const argument = cleanArgument(found?.[2] ?? '')
  const match = matchWord(word)
  if ('rule' in match) return readOrder(match.rule, argument)
  if (match.nearest !== null) return { kind: 'lookalike', suggestion: `/${match.nearest}`, isNear: true }
  if (word.length < 2 || directories.has(word.toLowerCase())) return { kind: 'text' }
  return { kind: 'lookalike', suggestion: null, isNear: false }
}

function readOrder(rule: CommandRule, argument: string): LineReading {
  if (rule.argument === 'none' && argument !== '')
    return { kind: 'lookalike', suggestion: `/${rule.words[0]}`, isNear: true }
  return { kind: 'order', rule, argument }
}

/** `: réseau.` → `réseau`. Space of any width is one space. */
function cleanArgument(rest: string): string {
  const words = rest.replaceAll(/\s+/g, ' ').replace(/^[.,;:!?…= ]+/, '')
  let end = words.length
  while (end > 0 && '.,;:!?… '.includes(words.charAt(end - 1))) end -= 1
  return words.slice(0, end)
}
