import { type CommandRule, grammar } from './grammar.ts'

/** A longer word is not measured against the grammar. */
const longestWord = 40

/** The rule whose word this is, whatever its case and accents; else the word of the grammar that is one slip away. */
export function matchWord(word: string): { rule: CommandRule } | { nearest: string | null } {
  const typed = fold(word)
  const rule = grammar.find(({ words }) => words.some((known) => fold(known) === typed))
  if (rule) return { rule }
  const nearest = grammar.flatMap(({ words }) => words).find((known) => isOneSlipAway(typed, fold(known)))
  return { nearest: nearest ?? null }
}

function fold(word: string): string {
  return word.slice(0, longestWord).normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

/** One letter too many, missing, or wrong, or two neighbours swapped (`/slove`, the commonest slip of all). */
function isOneSlipAway(a: string, b: string): boolean {
  let start = 0
  while (start < a.length && a[start] === b[start]) start += 1
  const restA = a.slice(start)
  const restB = b.slice(start)
  const isSwapped =
    restA.length > 1 && restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2)
  return restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1) || isSwapped
}
