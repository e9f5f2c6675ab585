import type { Language } from './language.ts'

/** What `guichet template check` and `guichet template preview` say. */
interface TemplateWords {
  sound: (mails: number, languages: readonly Language[]) => string
  subject: (subject: string) => string
  /** The file, and the subject of the mail in it. */
  written: (file: string, subject: string) => string
}

const en: TemplateWords = {
  sound: (mails, languages) => `All templates are sound: ${mails} mails (${languages.join(', ')}).`,
  subject: (subject) => `Subject: ${subject}`,
  written: (file, subject) => `${file}: ${subject}`,
}

const fr: TemplateWords = {
  sound: (mails, languages) => `Tous les modèles sont corrects : ${mails} messages (${languages.join(', ')}).`,
  subject: (subject) => `Objet : ${subject}`,
  written: (file, subject) => `${file} : ${subject}`,
}

export const templateWords: Readonly<Record<Language, TemplateWords>> = { en, fr }
