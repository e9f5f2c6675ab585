import { vouchSanitised } from '../../mail-template/sanitised-html.ts'
import { type Html, html, sanitised } from './html.ts'

/** Somebody's words, as they stand on the ticket: HTML that the sanitiser made when they came in, or plain text. */
export function wordsBlock(content: { text: string; html: string | null }): Html {
  return content.html === null
    ? plainWords(content.text)
    : html`<div class="words" dir="auto">${sanitised(vouchSanitised(content.html))}</div>`
}

export function plainWords(text: string): Html {
  return html`<div class="words lines" dir="auto">${text}</div>`
}
