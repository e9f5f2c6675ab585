import { formatFileSize } from '../../i18n/file-size.ts'
import type { Language } from '../../i18n/language.ts'
import { escapeHtml } from '../mail/draft.ts'
import { type MailWithFiles, readStoredMail, type StoredMail } from '../mail/mailbox.ts'
import type { MailPlace, PageSetup, Role } from './setup.ts'
import { style } from './style.ts'

const words = {
  en: {
    title: 'Guichet demo: three mailboxes',
    roles: { desk: 'The desk', requester: 'The requester', technician: 'The technician' },
    folders: { INBOX: 'Inbox', Sent: 'Sent' },
    empty: 'nothing yet',
    back: 'All mailboxes',
    from: 'From',
    to: 'To',
    cc: 'Cc',
    at: 'Date',
    files: 'Attachments',
    text: 'Text part',
    raw: 'As it was sent',
    noSubject: '(no subject)',
  },
  fr: {
    title: 'Démonstration de Guichet : trois boîtes',
    roles: { desk: 'Le support', requester: 'La demandeuse', technician: 'Le technicien' },
    folders: { INBOX: 'Boîte de réception', Sent: 'Envoyés' },
    empty: 'rien pour l’instant',
    back: 'Toutes les boîtes',
    from: 'De',
    to: 'À',
    cc: 'Cc',
    at: 'Date',
    files: 'Pièces jointes',
    text: 'Version texte',
    raw: 'Tel qu’il est parti',
    noSubject: '(sans objet)',
  },
} as const

const roles: readonly Role[] = ['desk', 'requester', 'technician']

/** The three mailboxes side by side, each folder with its newest mail first. */
export async function listPage(setup: PageSetup): Promise<string> {
  const columns = await Promise.all(roles.map((role) => column(setup, role)))
  const { title } = words[setup.language]
  return page(setup.language, title, `<h1>${title}</h1><main>${columns.join('')}</main>`, true)
}

async function column({ language, cast, mailboxes }: PageSetup, role: Role): Promise<string> {
  const { roles: names, folders: known, empty } = words[language]
  const mailbox = mailboxes[role]
  const folders = await Promise.all(
    mailbox.folders().map(async (folder) => {
      const mails = mailbox.mails(folder).toReversed()
      if (mails.length === 0 && folder !== 'INBOX') return ''
      const name = folder === 'INBOX' || folder === 'Sent' ? known[folder] : folder
      const lines = await Promise.all(mails.map((mail) => line(role, mail, language)))
      return `<h3>${escapeHtml(name)}</h3>${mails.length === 0 ? `<p class="empty">${empty}</p>` : `<ol>${lines.join('')}</ol>`}`
    }),
  )
  const { name, address } = cast[role]
  return `<section><h2>${names[role]}</h2><p class="who">${escapeHtml(name)}<br>${escapeHtml(address)}</p>${folders.join('')}</section>`
}

async function line(role: Role, stored: StoredMail, language: Language): Promise<string> {
  const mail = await readStoredMail(stored.raw)
  const other = stored.folder === 'Sent' ? mail.to[0] : mail.from
  const files = mail.attachments.map(({ filename }) => `<br><small>+ ${escapeHtml(filename)}</small>`).join('')
  const subject = escapeHtml(mail.subject || words[language].noSubject)
  return `<li><a href="${pathOf({ role, folder: stored.folder, uid: String(stored.uid) })}"><b>${escapeHtml(other?.name || (other?.address ?? ''))}</b><br>${subject}${files}</a></li>`
}

/** One mail: its head, its HTML in a frame that can do nothing, its text part, its files. */
export function mailPage({ language }: PageSetup, place: MailPlace, mail: MailWithFiles): string {
  const w = words[language]
  const path = pathOf(place)
  const subject = mail.subject || w.noSubject
  const rows = [
    row(w.from, people(mail.fromAll)),
    row(w.to, people(mail.to)),
    row(w.cc, people(mail.cc)),
    row(w.at, mail.date ? mail.date.toLocaleString(language === 'fr' ? 'fr-FR' : 'en-GB') : ''),
  ]
  const files = mail.attachments.map(
    ({ filename, size }, index) =>
      `<li><a href="${path}/file/${index}">${escapeHtml(filename)}</a> (${formatFileSize(size, language)})</li>`,
  )
  const frame =
    mail.html === null
      ? ''
      : `<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" src="${path}/html" title="${escapeHtml(subject)}"></iframe>`
  const body = `<p><a href="/">← ${w.back}</a></p><h1>${escapeHtml(subject)}</h1><table>${rows.join('')}</table>
${files.length > 0 ? `<h2>${w.files}</h2><ul>${files.join('')}</ul>` : ''}${frame}
<details${mail.html === null ? ' open' : ''}><summary>${w.text}</summary><pre>${escapeHtml(mail.plain)}</pre></details>
<p><a href="${path}/raw">${w.raw}</a></p>`
  return page(language, subject, `<article>${body}</article>`, false)
}

const pathOf = ({ role, folder, uid }: MailPlace): string =>
  `/mail/${[role, folder, uid].map(encodeURIComponent).join('/')}`

const row = (name: string, value: string): string =>
  value === '' ? '' : `<tr><th>${name}</th><td>${escapeHtml(value)}</td></tr>`

const people = (list: MailWithFiles['to']): string =>
  list.map(({ name, address }) => (name === '' ? address : `${name} <${address}>`)).join(', ')

/** The list renews itself while the story goes on. */
function page(language: Language, title: string, body: string, renews: boolean): string {
  return `<!DOCTYPE html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">${renews ? '<meta http-equiv="refresh" content="5">' : ''}<title>${escapeHtml(title)}</title><style>${style}</style></head><body>${body}</body></html>`
}
