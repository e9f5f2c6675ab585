import { type Meaning, meanings, needed } from './answer-phrases.ts'
import { answersAbroad } from './language/answer-phrases-abroad.ts'
import { answersInEnglish } from './language/answer-phrases-en.ts'
import { answersInFrench } from './language/answer-phrases-fr.ts'
import { isGlad, pictogramsIn, smileysDrawn } from './pictograms.ts'

/**
 * What a requester's words say of a solution. `approval`: says so in words made for it; `works`: says that it works; `thanks`: only
 * thanks or courtesy; `closing`: the end of a letter or a wish, at most with a greeting; `refusal`: the words of our mailto and nothing else; `empty`: not a word, nor a sign that says something;
 * `greeting`: a greeting or a name alone, which says nothing of a solution; `other`: anything more, which must be read by a person.
 */
export type AnswerKind = 'empty' | 'greeting' | 'closing' | 'thanks' | 'works' | 'approval' | 'refusal' | 'other'

/** A longer text says more than thanks, whatever its words. */
const longestAnswer = 400

/** Reads an answer. `names` are names that may stand in a greeting or at the end (technician, writer, desk). Pure. */
export function readAnswer(text: string, names: readonly string[] = []): AnswerKind {
  const seen = smileysDrawn(text.replaceAll(invisible, '').replaceAll(/\s+/g, ' ').trim())
  const pictograms = pictogramsIn(seen)
  if (seen.length > longestAnswer * 4 || question.test(seen) || !pictograms.every(isGlad)) return 'other'
  const folded = foldWords(seen)
  if (folded.length > longestAnswer || unfinished.test(folded) || denied.test(folded)) return 'other'
  if (folded !== '') return kindOf(cover(folded.split(' '), lexiconFor(names)))
  if (pictograms.length > 0) return 'thanks'
  return punctuation.test(seen) ? 'empty' : 'other'
}

/** What no reader sees: zero-width spaces, byte order marks, soft hyphens. */
const invisible = /\p{Default_Ignorable_Code_Point}/gu
const question = /[?？؟¿⁇⁈⁉‽]/u
/** U+2800 is a blank of Braille that mails are filled with. */
const punctuation = /^[\s\p{P}\p{M}\p{Sk}\p{Cc}<>|~\u2800]*$/u

/** How a text ends that was going to say more: “Merci, et…”, “Thanks, and now”. */
const unfinished = / (?:and|so|et|donc|alors|du coup)(?: now| maintenant)?$/

/** “No problem solved” is “no problem” and “solved” by its words, and neither by its sense. */
const denied =
  /(?:no|aucun|pas de|plus de) (?:problem|probleme|issue|souci)s? (?:solved|resolved|fixed|sorted|resolu|approu?v|accept|valide)/

/** What phrases say together. One that says nothing by itself must stand beside one that it belongs to. */
function kindOf(found: ReadonlySet<Meaning> | null): AnswerKind {
  if (found === null) return 'other'
  const isAlone = (meaning: Meaning) => needed[meaning]?.every((other) => !found.has(other)) === true
  if ([...found].some(isAlone)) return 'other'
  if (found.has('refusal')) return found.has('approval') ? 'other' : 'refusal'
  if (found.has('approval')) return 'approval'
  if (found.has('works')) return 'works'
  if (found.has('thanks') || found.has('courtesy')) return 'thanks'
  return found.has('closing') ? 'closing' : 'greeting'
}

/** A line of the refusing mailto with a reason behind it: the reason alone; the whole text where it does not begin so. */
export function reasonOfRefusal(text: string): string {
  const match = /^\s*(?:i refuse the solution,? because|je refuse la solution,? (?:car|parce que))\s*[:….-]*\s*/i.exec(
    text.slice(0, 200).replaceAll('’', "'"),
  )
  return match ? text.slice(match[0].length).trim() : text.trim()
}

const lexicon = new Map(
  [answersInEnglish, answersInFrench, answersAbroad].flatMap((answers) =>
    meanings.flatMap((meaning) => (answers[meaning] ?? []).map((phrase) => [phrase, meaning] as const)),
  ),
)

const longestPhrase = Math.max(...[...lexicon.keys()].map((phrase) => phrase.split(' ').length))

function lexiconFor(names: readonly string[]): (phrase: string) => Meaning | undefined {
  const words = new Set(names.flatMap(waysToSay))
  return (phrase) => lexicon.get(phrase) ?? (words.has(phrase) ? 'greeting' : undefined)
}

/** Each word of a name, and “P. Petit”. */
function waysToSay(name: string): string[] {
  const words = foldWords(name)
    .split(' ')
    .filter((word) => word.length > 1)
  const initial = words[0]?.charAt(0) ?? ''
  return [...words, ...words.slice(1).map((word) => `${initial} ${word}`)]
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
