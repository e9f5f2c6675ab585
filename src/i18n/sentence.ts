import type { Language } from './language.ts'

/** What a person reads, in each of their languages: kept in all of them, so that whoever reads it later chooses. */
export type Sentence = Readonly<Record<Language, string>>

/** For names, numbers and answers of servers, which are alike in all languages. */
export function alike(text: string): Sentence {
  return { en: text, fr: text }
}

/** A sentence made of others. */
export function sentence(tell: (language: Language) => string): Sentence {
  return { en: tell('en'), fr: tell('fr') }
}

/** One after the other, with `between` in all languages. */
export function joined(parts: readonly Sentence[], between = '; '): Sentence {
  return sentence((language) => parts.map((part) => part[language]).join(between))
}
