import { foldWords } from './read-answer.ts'

/** A longer text says more than yes or no. */
const longest = 80

const yes = new Set('yes yep yeah oui ja si sim'.split(' '))
const no = /^(?:no|non|nein|nee|não)[\s,.!]*(?:$|\b(?:it|this|that|i|ce|c[’']est|je)\b)/i

/** What may stand beside a yes, folded: “Yes, that was me”, “Oui, c’est bien mon adresse”, and courtesy. None of it can make a no of it. */
const beside = new Set(
  [
    'it s is was that this the my own mine me i wrote did sent know confirm mail email message address from',
    'of course sure correct right exactly absolutely indeed fine ok okay good go ahead please thanks thank you',
    'hi hello best kind regards c est etait ca cela ce cette bien bon le la mon ma mien mienne moi je j ai l',
    'ecrit envoye confirme connais reconnais adresse courriel tout a fait exact exactement vous pouvez y aller',
    'd accord merci bonjour cordialement das war ist von mir ich habe es geschrieben meine stimmt',
  ].flatMap((words) => words.split(' ')),
)

/**
 * A plain answer to a question of ours; null for anything else. What comes after a yes must be known word for word, since much depends
 * on it: “Yes, this is spam” and “Si c’est un piège, supprimez-le” are none. `names` may stand below it. Pure.
 */
export function readYesOrNo(text: string, names: readonly string[]): 'yes' | 'no' | null {
  const written = text.trim()
  if (written.length > longest) return null
  if (no.test(written)) return 'no'
  const [first = '', ...others] = foldWords(written).split(' ')
  const signed = new Set(names.flatMap((name) => foldWords(name).split(' ')))
  const isKnown = (word: string) => yes.has(word) || beside.has(word) || signed.has(word)
  return yes.has(first) && !written.includes('?') && others.every(isKnown) ? 'yes' : null
}
