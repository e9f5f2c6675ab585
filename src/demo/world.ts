import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type App, startApp } from '../app.ts'
import { TransientError } from '../errors.ts'
import type { Language } from '../i18n/language.ts'
import type { Logger } from '../log.ts'
import { type Cast, casts } from './cast.ts'
import { createSigner } from './dkim.ts'
import { gmail, thunderbird } from './mail/draft.ts'
import { type ImapMailbox, startImapMailbox } from './mail/imap-mailbox.ts'
import { createMailClient, type MailClient } from './mail/mail-client.ts'
import { createPlainMailbox } from './mail/plain-mailbox.ts'
import { openPostOffice } from './mail/post-office.ts'
import { startPage } from './page/server.ts'
import { writeSettings } from './settings.ts'

/** Everything that the demo runs, in this process, on free ports of loopback, in one temporary folder. */
export interface World {
  language: Language
  cast: Cast
  app: App
  mailboxes: Record<'desk' | 'requester' | 'technician', ImapMailbox>
  requester: MailClient
  technician: MailClient
  stranger: MailClient
  smtpPort: number
  /** Where the three mailboxes are shown. */
  pageUrl: string
  /** The desk's configuration, for the commands of Guichet. */
  configFile: string
  /** Ends all of it and removes the folder. */
  stop(): Promise<void>
}

const connectMs = 20_000

/** Undone in the opposite order, also where the start fails half-way. */
type Ends = (() => Promise<void>)[]

export async function startWorld(language: Language, log: Logger): Promise<World> {
  const ends: Ends = []
  try {
    return { ...(await start(language, log, ends)), stop: () => endAll(ends) }
  } catch (error) {
    await endAll(ends)
    throw error
  }
}

async function start(language: Language, log: Logger, ends: Ends): Promise<Omit<World, 'stop'>> {
  const cast = casts[language]
  const folder = await mkdtemp(join(tmpdir(), 'guichet-demo-'))
  ends.push(() => rm(folder, { recursive: true, force: true }))
  const mailboxes = await startMailboxes(cast, ends)
  const elsewhere = createPlainMailbox()
  const accounts = [
    { ...cast.desk, mailbox: mailboxes.desk },
    { ...cast.requester, mailbox: mailboxes.requester },
    { ...cast.technician, mailbox: mailboxes.technician },
    { ...cast.stranger, mailbox: elsewhere },
  ]
  const domain = domainOf(cast.desk.address)
  const signer = await createSigner([domain, domainOf(cast.stranger.address)])
  const office = await openPostOffice({ domain, accounts, signer })
  ends.push(office.close)
  const ports = { imap: mailboxes.desk.port, smtp: office.port, web: await freePort() }
  const { file, settings } = await writeSettings(folder, language, ports)
  const app = await startApp(settings, { log, resolve: signer.resolve })
  ends.push(app.stop)
  await reading(app)
  const page = await startPage({ language, cast, mailboxes })
  ends.push(page.close)
  const client = (role: 'requester' | 'technician' | 'stranger', mailbox = elsewhere) =>
    createMailClient({
      person: cast[role],
      mailbox,
      style: role === 'technician' ? thunderbird : gmail,
      language,
      smtpPort: office.port,
    })
  return {
    language,
    cast,
    app,
    mailboxes,
    requester: client('requester', mailboxes.requester),
    technician: client('technician', mailboxes.technician),
    stranger: client('stranger'),
    smtpPort: office.port,
    pageUrl: page.url,
    configFile: file,
  }
}

async function startMailboxes(cast: Cast, ends: Ends): Promise<World['mailboxes']> {
  const open = async (user: string) => {
    const mailbox = await startImapMailbox(user)
    ends.push(mailbox.close)
    return mailbox
  }
  return {
    desk: await open(cast.desk.user),
    requester: await open(cast.requester.user),
    technician: await open(cast.technician.user),
  }
}

/** What lies in a mailbox before it is read for the first time is from before the desk was there, and is left alone. */
async function reading({ receiving }: App): Promise<void> {
  const end = performance.now() + connectMs
  const trouble = () => Object.values(receiving.status()).find(({ connected }) => !connected)
  for (let found = trouble(); found; found = trouble()) {
    if (performance.now() > end)
      throw new TransientError('demo-imap', 'The desk does not read its mailbox', {
        detail: found.lastError ?? '',
        french: 'Le support ne lit pas sa boîte',
      })
    await sleep(20)
  }
}

/** The links in mails name the port, so it is chosen before anything listens on it. */
async function freePort(): Promise<number> {
  const server = createServer()
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject)
  server.listen(0, '127.0.0.1', resolve)
  await promise
  const address = server.address()
  await new Promise((closed) => server.close(closed))
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}

async function endAll(ends: Ends): Promise<void> {
  for (const end of ends.splice(0).reverse()) await end()
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1)
