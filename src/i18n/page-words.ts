import type { Language } from './language.ts'
import { en } from './pages/en.ts'
import { fr } from './pages/fr.ts'
import type { PageWords } from './pages/page-words.ts'

/** What the pages say, by language. */
export const pageWords: Record<Language, PageWords> = { en, fr }
