import { stringify } from 'yaml'
import { type FirstWords, firstWords } from './first-words.ts'

/** What `guichet init` has to know before it can write a guichet.yaml. */
export interface FirstAnswers {
  prefix: string
  /** Of the desk, as people read it. */
  name: string
  /** That people write to. */
  address: string
  imapHost: string
  imapUser: string
  smtpHost: string
  /** Empty where the server asks for no login. */
  smtpUser: string
  database: 'sqlite' | 'mariadb'
  webUrl: string
  /** `Name <address>`, or an address alone. */
  technician: string
  /** Empty: the technician. */
  administrator: string
}

/** Files that hold the secrets of the first settings, relative to the settings. */
const secretFiles = {
  imap: 'secrets/imap-password',
  smtp: 'secrets/smtp-password',
  database: 'secrets/database-password',
} as const

/** Those that these settings name. */
export function secretFilesOf({ smtpUser, database }: FirstAnswers): string[] {
  const { imap, smtp } = secretFiles
  return [imap, ...(smtpUser === '' ? [] : [smtp]), ...(database === 'mariadb' ? [secretFiles.database] : [])]
}

/** A guichet.yaml with comments, in the language of its reader. */
export function firstSettings(answers: FirstAnswers, language: 'en' | 'fr'): string {
  const words = firstWords[language]
  const head = `${comment(words.top)}\n\n${comment(words.prefix)}\nprefix: ${flow(answers.prefix)}\n\n`
  const data = `${comment(words.data)}\ndata: ./var\n\n`
  const web = `web:\n${comment(words.web, 2)}\n  url: ${flow(answers.webUrl)}\n\n`
  return [
    head,
    data,
    web,
    database(answers, words),
    transport(answers, words),
    entity(answers, words, language),
    persons(answers, words),
  ].join('')
}

function database(answers: FirstAnswers, words: FirstWords): string {
  const password = `{ file: ${secretFiles.database} }`
  if (answers.database === 'mariadb')
    return `database:\n${comment(words.mariadb, 2)}\n  dialect: mariadb\n  host: 127.0.0.1\n  user: guichet\n  password: ${password}\n  database: guichet\n\n`
  const other = `dialect: mariadb\nhost: 127.0.0.1\nuser: guichet\npassword: ${password}\ndatabase: guichet`
  return `database:\n${comment(words.sqlite, 2)}\n  dialect: sqlite\n${comment(other, 2)}\n\n`
}

function transport({ smtpHost, smtpUser }: FirstAnswers, words: FirstWords): string {
  const login = smtpUser === '' ? [] : [`user: ${flow(smtpUser)}`, `password: { file: ${secretFiles.smtp} }`]
  // Who needs no login is known by the address it comes from: a relay, which speaks on port 25.
  const port = smtpUser === '' ? 25 : 587
  const lines = [`host: ${flow(smtpHost)}`, `port: ${port}`, 'tls: starttls', ...login]
  return `transports:\n${comment(words.transport, 2)}\n  - key: relay\n${indent(lines, 4)}\n\n`
}

function entity(answers: FirstAnswers, words: FirstWords, language: 'en' | 'fr'): string {
  const languages = language === 'fr' ? 'fr, en' : 'en, fr'
  const imap = [
    `host: ${flow(answers.imapHost)}`,
    `user: ${flow(answers.imapUser)}`,
    `password: { file: ${secretFiles.imap} }`,
  ]
  return `entities:
  - key: desk
    name: ${flow(answers.name)}
${comment(words.languages, 4)}
    languages: [${languages}]
    timeZone: ${Intl.DateTimeFormat().resolvedOptions().timeZone}
    mailboxes:
      - key: support
        address: ${flow(answers.address)}
${comment(words.aliases, 8)}
        aliases: []
${comment(words.listenOnly, 8)}
        listenOnly: false
        imap:
${indent(imap, 10)}
${comment(words.folders, 10)}
${comment(words.importSince, 10)}
${comment(words.calendar, 4)}
${comment(words.proof, 4)}

`
}

function persons({ technician, administrator }: FirstAnswers, words: FirstWords): string {
  const own = administrator !== '' && personOf(administrator).address !== personOf(technician).address
  const list = own
    ? [person(technician, 'technician'), person(administrator, 'administrator')]
    : [person(technician, 'administrator')]
  return `persons:\n${comment(words.persons, 2)}\n${list.join('\n')}\n`
}

function person(text: string, role: string): string {
  const { name, address } = personOf(text)
  return `  - name: ${flow(name)}\n    addresses: [${flow(address)}]\n    roles: { desk: ${role} }`
}

/** `Ada Lovelace <ada@example.org>`, or the address alone, whose local part is then the name. */
export function personOf(text: string): { name: string; address: string } {
  const found = /^([^<>]*)<([^<>]+)>\s*$/.exec(text)
  const address = (found?.[2] ?? text).trim().toLowerCase()
  const name = found?.[1]?.trim().replaceAll(/^"|"$/g, '') ?? ''
  return { name: name === '' ? address.slice(0, Math.max(0, address.lastIndexOf('@'))) : name, address }
}

const comment = (text: string, depth = 0): string =>
  indent(
    text.split('\n').map((line) => `# ${line}`),
    depth,
  )

const indent = (lines: readonly string[], depth: number): string =>
  lines.map((line) => `${' '.repeat(depth)}${line}`).join('\n')

/** Quoted where YAML would read it as something else. */
const flow = (value: string): string => stringify(value, { lineWidth: 0 }).trim()
