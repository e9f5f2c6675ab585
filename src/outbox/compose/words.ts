import { htmlOfText, type SanitisedHtml, vouchSanitised } from '../../mail-template/sanitised-html.ts'
import { type MailFile, pointToFiles } from './files.ts'

export interface Words {
  text: string
  html: SanitisedHtml
}

/** Stored words as a template takes them: their HTML where there is some (it was sanitised when it was stored), else made from the text. */
export function showWords(text: string, html: string | null, files: readonly MailFile[]): Words {
  return { text, html: html === null ? htmlOfText(text) : vouchSanitised(pointToFiles(html, files)) }
}
