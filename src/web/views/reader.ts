import type { LinkFacts } from '../../action-link/read-link.ts'
import { type Language, languageOf } from '../../i18n/language.ts'
import { formatDay, formatMoment } from '../../i18n/moments.ts'
import { pageWords } from '../../i18n/page-words.ts'
import type { PageWords } from '../../i18n/pages/page-words.ts'

/** How a page speaks to its reader. */
export interface Reader {
  language: Language
  words: PageWords
  moment(at: number): string
  day(at: number): string
}

/** In the language and the zone of whom the link was sent to; `fallback` where that person is gone. */
export function readerOf({ person }: LinkFacts, fallback: Language): Reader {
  const language = person ? languageOf(person.language) : fallback
  const zone = person?.time_zone ?? 'utc'
  return {
    language,
    words: pageWords[language],
    moment: (at) => formatMoment(new Date(at).toISOString(), language, zone),
    day: (at) => formatDay(new Date(at).toISOString(), language, zone),
  }
}
