import { afterEach, beforeEach, it, vi } from 'vitest'
import { type App, startApp } from '../../src/app.ts'
import { silentLogger } from '../../src/log.ts'
import { loadSettings } from '../../src/settings/load-settings.ts'
import { draftMail } from '../support/desk.ts'
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts'
import { startImapServer, type TestImapServer } from '../support/imap-server.ts'
import { catchSmtp, type SmtpCatcher } from '../support/smtp-catcher.ts'

let folder: TemporaryFolder
let imap: TestImapServer
let smtp: SmtpCatcher
let app: App | null = null

beforeEach(async () => {
  folder = await temporaryFolder()
  imap = await startImapServer()
  smtp = await catchSmtp(
    () => {},
    ({ password }) => password === 'smtp secret',
  )
})
afterEach(async () => {
  await app?.stop()
  await Promise.all([imap.close(), smtp.stop()])
  await folder.remove()
})

it('runs with passwords from the environment and from files', async () => {
  await folder.write('imap-password', 'secret\n')
  const file = await folder.write('guichet.yaml', configuration(imap.port, smtp.port))
  const settings = await loadSettings(file, { SMTP_PASSWORD: 'smtp secret' })
  app = await startApp(settings, { log: silentLogger, resolve: noSuchName })
  // What is there before the first reading is from before the start, and is answered by nobody.
  await vi.waitUntil(isConnected, { timeout: 10_000 })
  imap.append(draftMail({ from: 'Paul Petit <paul@parents.example>', text: 'It does not print.' }))
  await vi.waitUntil(() => smtp.mails.some(({ to }) => to[0] === 'paul@parents.example'), { timeout: 10_000 })
})

const isConnected = async () => (await app?.store.first('SELECT id FROM mailboxes WHERE read_at IS NOT NULL')) !== null

const configuration = (imapPort: number, smtpPort: number) => `
transports:
  - { key: relay, host: 127.0.0.1, port: ${smtpPort}, tls: none, user: desk, password: { env: SMTP_PASSWORD } }
entities:
  - key: school
    name: School desk
    mailboxes:
      - key: support
        address: support@school.example
        imap: { host: 127.0.0.1, port: ${imapPort}, tls: none, user: support, password: { file: imap-password } }
    proof: { internalRoutes: [{ header: X-Border, contains: proved }] }
persons:
  - { name: Claire Martin, addresses: [claire@school.example], roles: { school: technician } }
`

async function noSuchName(): Promise<never> {
  throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
}
