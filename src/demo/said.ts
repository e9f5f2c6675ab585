import type { Language } from '../i18n/language.ts'

/** One sentence, for whoever reads English or French. */
export type Said = Readonly<Record<Language, string>>
