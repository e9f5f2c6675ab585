import type { Language } from './language.ts'

/** A sentence as it stands in a mail: in French no line ends between a word and the mark that a space parts from it. */
export function keepTogether(text: string, language: Language): string {
  return language === 'fr' ? text.replaceAll('« ', '«\u00a0').replaceAll(/ (?=[»:;?!])/g, '\u00a0') : text
}
