import type { ParsedMail } from '../mail/types.ts'
import { headerWord } from '../screening/header.ts'

/** RFC 3282: Outlook and Thunderbird name the language that a mail is written in, or that its writer reads. */
const fields = ['content-language', 'accept-language']

/** The language to answer somebody in of whom nothing else is known: the mail's, where the entity speaks it, else the entity's first. */
export function languageOfMail(mail: ParsedMail, languages: readonly string[]): string {
  const named = fields.flatMap((field) => headerWord(mail, field).split(/[-,;\s]/, 1))
  return named.find((language) => languages.includes(language)) ?? languages[0] ?? 'en'
}
