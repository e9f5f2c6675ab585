import { approvals, courtesies, refusals, thanksPhrases, worksPhrases } from './answer-phrases.ts'
import { approvalsAbroad, courtesiesAbroad, thanksAbroad, worksAbroad } from './answer-phrases-abroad.ts'

/**
 * What a requester's words say of a solution. `approval`: says so in words made for it; `works`: says that it works; `thanks`: only
 * thanks or courtesy; `refusal`: the words of our mailto and nothing else; `other`: anything more, which must be read by a person.
 */
export type AnswerKind = 'empty' | 'thanks' | 'works' | 'approval' | 'refusal' | 'other'

/** A longer text says more than thanks, whatever its words. */
const longestAnswer = 400

/** Reads an answer. `names` are names that may stand in a greeting or at the end (technician, writer, desk). Pure. */
export function readAnswer(text: string, names: readonly string[] = []): AnswerKind {
  const folded = foldWords(text)
  if (folded === '') return text.trim() === '' ? 'empty' : pictogramsOnly(text)
  if (text.includes('?') || folded.length > longestAnswer) return 'other'
  const found = cover(folded.split(' '), lexiconFor(names))
  if (found === null) return 'other'
  if (found.has('refusal')) return found.has('approval') ? 'other' : 'refusal'
  if (found.has('approval')) return 'approval'
  return found.has('works') ? 'works' : 'thanks'
}

/** A line of the refusing mailto with a reason behind it: the reason alone. Null where the text does not begin so. */
export function reasonOfRefusal(text: string): string {
  const match = /^\s*(?:i refuse the solution,? because|je refuse la solution,? (?:car|parce que))\s*[:….-]*\s*/i.exec(
    text.slice(0, 200).replaceAll('’', "'"),
  )
  return match ? text.slice(match[0].length).trim() : text.trim()
}

type Meaning = Exclude<AnswerKind, 'empty' | 'other'> | 'courtesy'

const lexicon = new Map<string, Meaning>([
  ...[...courtesies, ...courtesiesAbroad].map((phrase) => [phrase, 'courtesy'] as const),
  ...[...thanksPhrases, ...thanksAbroad].map((phrase) => [phrase, 'thanks'] as const),
  ...[...worksPhrases, ...worksAbroad].map((phrase) => [phrase, 'works'] as const),
  ...[...approvals, ...approvalsAbroad].map((phrase) => [phrase, 'approval'] as const),
  ...refusals.map((phrase) => [phrase, 'refusal'] as const),
])

const longestPhrase = Math.max(...[...lexicon.keys()].map((phrase) => phrase.split(' ').length))

function lexiconFor(names: readonly string[]): (phrase: string) => Meaning | undefined {
  const words = new Set(names.flatMap((name) => foldWords(name).split(' ')).filter((word) => word.length > 1))
  return (phrase) => lexicon.get(phrase) ?? (words.has(phrase) ? 'courtesy' : undefined)
}

/** The meanings of phrases that together cover every word, longest first and stepping back where that fails; null where none do. */
function cover(words: readonly string[], meaningOf: (phrase: string) => Meaning | undefined): Set<Meaning> | null {
  const best: (Set<Meaning> | null)[] = [new Set()]
  for (let end = 1; end <= words.length; end++) {
    best[end] = null
    for (let start = Math.max(0, end - longestPhrase); start < end; start++) {
      const before = best[start]
      const meaning = before ? meaningOf(words.slice(start, end).join(' ')) : undefined
      if (before && meaning) {
        best[end] = new Set([...before, meaning])
        break
      }
    }
  }
  return best[words.length] ?? null
}

const gladPictograms = new Set('👍👌🙏🙂😊😀😃😄😁😆🎉✅❤✔')

/** A thumb up is thanks; a thumb down, a question or a sad face is for a person to read. */
function pictogramsOnly(text: string): AnswerKind {
  const bare = [...text.normalize('NFC')].filter((character) => !/[\s\p{P}\p{M}\p{Sk}]/u.test(character))
  return bare.length > 0 && bare.every((character) => gladPictograms.has(character)) && !text.includes('?')
    ? 'thanks'
    : 'other'
}

/** The words of a text for comparing: lower case, without accents and punctuation, one space between them. */
export function foldWords(text: string): string {
  return text
    .slice(0, longestAnswer * 4)
    .normalize('NFD')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
