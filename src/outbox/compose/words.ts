import type { Language } from '../../i18n/language.ts'
import { t } from '../../i18n/translate.ts'
import { WORDS_CHARACTERS, WORDS_HTML_CHARACTERS } from '../../mail-template/limits.ts'
import { htmlOfText, type SanitisedHtml, vouchSanitised } from '../../mail-template/sanitised-html.ts'
import { type MailFile, pointToFiles } from './files.ts'

export interface Words {
  text: string
  html: SanitisedHtml
}

/**
 * Stored words as a template takes them: their HTML where there is some (it was sanitised when it was stored), else made from the text.
 * A signature mark in them (RFC 3676 section 4.3) would make mail programs take the rest of our mail for a signature.
 */
export function showWords(text: string, html: string | null, files: readonly MailFile[]): Words {
  return {
    text: text.replaceAll(/^-- $/gm, '--'),
    html: html === null ? htmlOfText(text) : vouchSanitised(pointToFiles(html, files)),
  }
}

/** The same for the item that a mail is about, as long as it may be: beyond that its beginning, and a line that says so. */
export function showItem(
  item: { text: string; html: string | null },
  files: readonly MailFile[],
  language: Language,
): Words {
  const { text, html } = item
  if (text.length <= WORDS_CHARACTERS && (html?.length ?? 0) <= WORDS_HTML_CHARACTERS)
    return showWords(text, html, files)
  const start = text.slice(0, WORDS_CHARACTERS)
  const lastLine = start.lastIndexOf('\n')
  const whole = text.length <= WORDS_CHARACTERS ? text : start.slice(0, lastLine > 0 ? lastLine : undefined)
  return showWords(`${whole.trimEnd()}\n\n[…] ${t(language, 'words.cut')}`, null, [])
}
