import type { Sentence } from '../i18n/sentence.ts'

/** What a library says against a template. It speaks English alone: in French its words stand in quotation marks. */
export function spoken(library: 'Handlebars' | 'MJML', message: string): Sentence {
  const said = message.replaceAll(/\s*\n\s*/g, ' ')
  return { en: said, fr: `${library} refuse ce modèle en disant : « ${said} »` }
}
