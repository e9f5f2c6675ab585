/** The languages that everything people read exists in. */
export const LANGUAGES = ['en', 'fr'] as const

export type Language = (typeof LANGUAGES)[number]

/** The language of ours that fits a tag such as `fr-CA` or `fr_FR.UTF-8` best, or the default where none does. */
export function languageOf(tag: string | null, fallback: Language = 'en'): Language {
  const wanted = (tag ?? '').slice(0, 2).toLowerCase()
  return LANGUAGES.find((language) => language === wanted) ?? fallback
}
