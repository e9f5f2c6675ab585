/**
 * What a phrase of an answer says. `courtesy`: yes, “OK”, “noted”; alone it is as good as thanks. `closing`: a wish or the end of a letter.
 * `greeting`: how letters begin; alone it says nothing. The others say nothing by themselves, and beside bad news another thing, so that
 * they count only beside what `needed` names. `conjunction`: “and”. `filler`: “so”, “really”, “for me”. `circumstance`: “again”,
 * “I tested”. `subject`: what thanks are for.
 */
export const meanings = [
  ...(['approval', 'refusal', 'works', 'thanks', 'courtesy', 'closing'] as const),
  ...(['greeting', 'conjunction', 'filler', 'circumstance', 'subject'] as const),
] as const
export type Meaning = (typeof meanings)[number]

/**
 * Phrases by which people answer a solution, folded: lower case, no accents, no punctuation, one space. A text is understood only where
 * phrases cover every word of it. What can as well be said of a fault stands in none: “it’s back”, “OK for now”, “plus de problèmes”.
 */
export type AnswerPhrases = Readonly<Partial<Record<Meaning, readonly string[]>>>

/** One of these must stand beside a phrase of that meaning: “OK, again” and “ça marche pour votre intervention” are no thanks. */
export const needed: Readonly<Partial<Record<Meaning, readonly Meaning[]>>> = {
  conjunction: ['thanks', 'works', 'approval', 'courtesy', 'closing'],
  filler: ['thanks', 'works', 'approval'],
  circumstance: ['works', 'approval'],
  subject: ['thanks'],
}
