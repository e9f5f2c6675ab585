import { LANGUAGES, type Language } from '../i18n/language.ts'
import type { ParsedMail } from '../mail/types.ts'
import { headerWord } from '../screening/header.ts'

/** RFC 3282: Outlook and Thunderbird name the language that a mail is written in, or that its writer reads. */
const fields = ['content-language', 'accept-language']

/**
 * The language to answer somebody in of whom nothing else is known: the mail's, where the entity speaks it, else the entity's first. Phones
 * and web mails name none: then its words tell.
 */
export function languageOfMail(mail: ParsedMail, languages: readonly string[]): string {
  const named = fields.flatMap((field) => headerWord(mail, field).split(/[-,;\s]/, 1))
  return named.find((language) => languages.includes(language)) ?? languageOfWords(mail.text, languages)
}

/** The same by words alone, where they are somebody else's than the mail's writer. */
export function languageOfWords(text: string, languages: readonly string[]): string {
  return guess(text, languages) ?? languages[0] ?? 'en'
}

/** Small words that one of the languages has and the other has not. */
const smallWords: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: new Set(
    'the is are was not my our you your we they it this that and of to for with have has does did hello please thanks can cannot when'.split(
      ' ',
    ),
  ),
  fr: new Set(
    'le la les un une du est sont et ne pas je j il elle nous vous mon ma mes votre dans pour avec ce cette qui que sur au aux bonjour merci cordialement'.split(
      ' ',
    ),
  ),
}

/** So much of a text is looked at. */
const longestText = 2_000
/** So many small words must speak for a language, and so many times as many as for any other. */
const fewest = 2

/** Null where the words do not tell. */
function guess(text: string, languages: readonly string[]): Language | null {
  const words =
    text
      .slice(0, longestText)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? []
  const counts = LANGUAGES.map((language) => ({
    language,
    count: words.filter((word) => smallWords[language].has(word)).length,
  })).sort((a, b) => b.count - a.count)
  const [best, next] = counts
  if (!best || !languages.includes(best.language)) return null
  return best.count >= fewest && best.count >= fewest * (next?.count ?? 0) ? best.language : null
}
