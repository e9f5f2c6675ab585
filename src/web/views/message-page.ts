import type { Language } from '../../i18n/language.ts'
import { pageWords } from '../../i18n/page-words.ts'
import type { PageWords } from '../../i18n/pages/page-words.ts'
import { html } from './html.ts'
import { layout } from './layout.ts'

export type Message = keyof PageWords['messages']

/** A page that is about no link that we know. */
export function messagePage(message: Message, language: Language): string {
  const { title, text } = pageWords[language].messages[message]
  return layout({ language, title, desk: null, content: html`<p>${text}</p>` })
}

/** The same where nothing tells the language of the reader. */
export function bilingualPage(message: Message): string {
  const [en, fr] = [pageWords.en.messages[message], pageWords.fr.messages[message]]
  const content = html`<p>${en.text}</p><section lang="fr"><h2>${fr.title}</h2><p>${fr.text}</p></section>`
  return layout({ language: 'en', title: en.title, desk: null, content })
}
