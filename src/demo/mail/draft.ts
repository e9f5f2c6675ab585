import type { Language } from '../../i18n/language.ts'
import type { Person } from '../cast.ts'
import type { MailWithFiles } from './mailbox.ts'

export interface DraftFile {
  filename: string
  content: Buffer
}

/** What a person writes, before their mail client makes a mail of it. */
export interface Draft {
  to: string
  subject: string
  /** Paragraphs are apart by an empty line. */
  text: string
  files?: readonly DraftFile[]
}

/** Both bodies of an answer, the quoted mail below the new words. */
export interface Bodies {
  text: string
  html: string
}

/** How a mail client writes: its own marks of a new mail and of an answer. */
export interface ClientStyle {
  compose(text: string): Bodies
  answer(text: string, quoted: MailWithFiles, language: Language): Bodies
}

/** Gmail in a browser. */
export const gmail: ClientStyle = {
  compose: (text) => ({ text, html: `<div dir="ltr">${divs(text)}</div>` }),
  answer(text, quoted, language) {
    const at = quoted.date ?? new Date()
    const author = authorOf(quoted)
    const on = language === 'fr' ? frenchGmailDate(at) : englishGmailDate(at)
    const wrote = language === 'fr' ? 'a écrit :' : 'wrote:'
    const link = `&lt;<a href="mailto:${author.address}">${author.address}</a>&gt;`
    return {
      text: `${text}\n\n${on} ${author.name} <${author.address}>\n${wrote}\n\n${quoteLines(quoted.text)}\n`,
      html: `<div dir="ltr">${divs(text)}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">${on} ${escapeHtml(author.name)} ${link} ${wrote}<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">${bodyOf(quoted)}</blockquote></div>`,
    }
  },
}

/** Thunderbird, answering above the quote. */
export const thunderbird: ClientStyle = {
  compose: (text) => ({ text, html: page(paragraphs(text)) }),
  answer(text, quoted, language) {
    const prefix = thunderbirdPrefix(quoted.date ?? new Date(), authorOf(quoted).name, language)
    const cite = (quoted.messageId ?? '').replaceAll(/[<>]/g, '')
    const quote = `<div class="moz-cite-prefix">${escapeHtml(prefix)}<br></div><blockquote type="cite" cite="mid:${cite}">${bodyOf(quoted)}</blockquote>`
    return {
      text: `${text}\n\n${prefix}\n${quoteLines(quoted.text)}\n`,
      html: page(`${paragraphs(text)}${quote}`),
    }
  },
}

const page = (body: string): string =>
  `<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"></head><body>${body}</body></html>`

function authorOf({ from }: MailWithFiles): Omit<Person, 'user'> {
  return { name: from?.name || (from?.address ?? ''), address: from?.address ?? '' }
}

const clock = (at: Date, language: Language, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-US', options).format(at)

/** “On Tue, Nov 24, 2026 at 9:31 AM” */
function englishGmailDate(at: Date): string {
  const day = clock(at, 'en', { weekday: 'short', month: 'short', day: 'numeric', year: 'numeric' })
  return `On ${day} at ${clock(at, 'en', { hour: 'numeric', minute: '2-digit' })}`
}

/** « Le mar. 24 nov. 2026 à 09:31, » */
function frenchGmailDate(at: Date): string {
  const day = clock(at, 'fr', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })
  return `Le ${day} à ${clock(at, 'fr', { hour: '2-digit', minute: '2-digit' })},`
}

function thunderbirdPrefix(at: Date, name: string, language: Language): string {
  const day = clock(at, 'fr', { day: '2-digit', month: '2-digit', year: 'numeric' })
  const time = clock(at, 'fr', { hour: '2-digit', minute: '2-digit' })
  return language === 'fr' ? `Le ${day} à ${time}, ${name} a écrit :` : `On ${day} ${time}, ${name} wrote:`
}

const quoteLines = (text: string): string =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n')

/** What stands between the body tags: clients put it into their own page. */
function bodyOf({ html, text }: MailWithFiles): string {
  if (html === null) return paragraphs(text)
  const start = html.search(/<body[\s>]/i)
  const open = html.indexOf('>', start)
  const end = html.search(/<\/body/i)
  return start < 0 || end < open ? html : html.slice(open + 1, end)
}

const divs = (text: string): string =>
  text
    .split('\n')
    .map((line) => (line === '' ? '<div><br></div>' : `<div>${escapeHtml(line)}</div>`))
    .join('')

const paragraphs = (text: string): string =>
  text
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${escapeHtml(paragraph).replaceAll('\n', '<br>')}</p>`)
    .join('')

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
