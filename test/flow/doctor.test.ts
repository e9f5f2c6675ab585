import { readdir } from 'node:fs/promises'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startApp } from '../../src/app.ts'
import { runCli } from '../../src/cli/cli.ts'
import { type DoctorOptions, runDoctor } from '../../src/cli/doctor.ts'
import { silentLogger } from '../../src/log.ts'
import { adoptInstance } from '../../src/outbox/mute.ts'
import { loadKeys } from '../../src/settings/keys.ts'
import { loadSettings } from '../../src/settings/load-settings.ts'
import { openStore } from '../../src/store/open-store.ts'
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts'
import { startImapServer, type TestImapServer } from '../support/imap-server.ts'
import { lmtpClient } from '../support/lmtp-client.ts'
import { type CaughtMail, catchSmtp, type SmtpCatcher } from '../support/smtp-catcher.ts'
import { startTokenEndpoint } from '../support/token-endpoint.ts'

let folder: TemporaryFolder
let imap: TestImapServer
let smtp: SmtpCatcher
let config: string
/** What the mail server makes of a mail; null: it is lost. */
let transit: (mail: CaughtMail) => string | null

beforeEach(async () => {
  transit = (mail) => strip(deliver(mail))
  folder = await temporaryFolder()
  imap = await startImapServer()
  smtp = await catchSmtp((mail) => {
    const raw = transit(mail)
    if (raw !== null) imap.append(raw)
  })
  config = await folder.write('guichet.yaml', settingsOf(imap.port, smtp.port))
  await folder.write('password', 'secret\n')
  await run('migrate', '--config', config)
  await run('outbox', 'list', '--config', config)
})
afterEach(async () => {
  await Promise.all([imap.close(), smtp.stop()])
  await folder.remove()
})

const settingsOf = (imapPort: number, smtpPort: number) => `
web: { port: 0 }
transports: [{ key: relay, host: 127.0.0.1, port: ${smtpPort}, tls: none }]
entities:
  - key: school
    name: School desk
    mailboxes:
      - key: support
        address: support@school.example
        imap: { host: 127.0.0.1, port: ${imapPort}, tls: none, user: support, password: { file: password } }
    proof:
      authservIds: [mx.school.example]
      internalRoutes: [{ header: X-Border, contains: proved }]
persons:
  - { name: Claire Martin, addresses: [claire@school.example], roles: { school: technician } }
`

const deliver = ({ from, to, raw }: CaughtMail) => `Return-Path: <${from}>\r\nDelivered-To: ${to[0]}\r\n${raw}`
/** As a good border does, before it writes its own. */
const strip = (raw: string) => raw.replaceAll(/^(Authentication-Results|X-Border): .*\r\n/gm, '')

async function run(...argv: string[]): Promise<{ status: number; lines: string[] }> {
  const lines: string[] = []
  const write = (line: string) => void lines.push(...line.split('\n'))
  const status = await runCli(argv, { write, fail: write })
  return { status, lines }
}

async function noSuchName(): Promise<never> {
  throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
}

/** In a world whose DNS knows nobody. */
async function doctor(options: Partial<DoctorOptions> = {}): Promise<{ status: number; lines: string[] }> {
  const lines: string[] = []
  const all = { lang: 'en', json: false, selfTestSeconds: 30, ...options } as const
  const status = await runDoctor(config, all, (line) => void lines.push(line), { resolve: noSuchName })
  return { status, lines }
}

async function selfTest(selfTestSeconds: number | null = 30): Promise<string[]> {
  const { lines } = await doctor({ selfTestSeconds })
  return lines
    .filter((line) => line.includes('Mail to ourselves'))
    .map((line) => line.replace(/ +Mail to ourselves/, ''))
}

it('says that all survives where it does, and what the server can do', async () => {
  transit = (mail) => deliver({ ...mail, raw: `DKIM-Signature: v=1; d=school.example; s=x\r\n${strip(mail.raw)}` })
  expect(await selfTest()).toEqual([
    '✓ right support: A mail to ourselves arrives.',
    '✓ right support: Our Message-ID survives.',
    '✓ right support: It is signed with DKIM by school.example.',
    '✓ right support: Mail to a reply address arrives, and its mark is whole.',
    '✓ right support: Our VERP sender survives.',
    '✓ right support: Mail from the null sender to a VERP address arrives, as bounces do.',
    '✓ right support: The border strips forged Authentication-Results and headers of internal routes.',
  ])
  expect(smtp.mails.map(({ from }) => from)).toEqual(['support@school.example', expect.stringContaining('+b-'), ''])
})

it('says that forged headers come through, and would be believed', async () => {
  transit = deliver
  const lines = await selfTest()
  expect(lines).toContainEqual(
    expect.stringMatching(/✗ wrong .*A forged Authentication-Results of mx\.school\.example came through topmost/),
  )
  expect(lines).toContainEqual(expect.stringMatching(/✗ wrong .*A stranger can write the header X-Border/))
})

it('warns where a genuine result only stands above the forged one', async () => {
  transit = (mail) => `Authentication-Results: mx.school.example; dkim=none\r\nX-Border: clean\r\n${deliver(mail)}`
  const lines = await selfTest()
  expect(lines).toContainEqual(expect.stringMatching(/! warning .*came through, below a genuine one/))
  expect(lines.join('\n')).not.toContain('✗')
})

it('says what a server replaces', async () => {
  transit = (mail) =>
    strip(mail.raw)
      .replace(/^Message-ID: .*/m, 'Message-ID: <other@relay.example>')
      .replace(/^To: .*/m, 'To: support@school.example')
      .replace(/^/, 'Return-Path: <bulk@relay.example>\r\n')
  const lines = await selfTest()
  expect(lines).toContainEqual(
    expect.stringMatching(/! warning .*Our Message-ID is replaced \(<other@relay\.example>\)/),
  )
  expect(lines).toContainEqual(expect.stringMatching(/! warning .*its address is rewritten/))
  expect(lines).toContainEqual(
    expect.stringMatching(/! warning .*Our VERP sender is replaced \(<bulk@relay\.example>\)/),
  )
  expect(lines).toContainEqual(expect.stringMatching(/! warning .*It carries no DKIM signature/))
})

it('says that plus addresses do not arrive, after the time that it was given', async () => {
  transit = (mail) => (mail.to[0]?.includes('+') ? null : strip(deliver(mail)))
  const lines = await selfTest(1)
  expect(lines).toContainEqual(
    expect.stringMatching(
      /✗ wrong .*VERP sender to a reply address, which has not arrived within 1 seconds\. → .*recipient_delimiter/,
    ),
  )
  expect(lines).toContainEqual(
    expect.stringMatching(/✗ wrong .*from the null sender to a VERP address, which has not arrived/),
  )
})

it('sends nothing where it is told so, from a copy, and to a mailbox that only listens', async () => {
  expect(await selfTest(null)).toEqual([])
  const original = await loadSettings(config)
  await folder.write(
    'listen.yaml',
    settingsOf(imap.port, smtp.port).replace('imap: {', 'listenOnly: true\n        imap: {'),
  )
  config = `${folder.path}/listen.yaml`
  expect(await selfTest()).toEqual([expect.stringContaining('Not tried: this mailbox only listens.')])
  const store = await openStore({ dialect: 'sqlite', file: `${original.data}/guichet.sqlite` })
  await adoptInstance(store, { id: 'another', hostName: 'elsewhere', dataFolder: '/elsewhere' })
  await store.close()
  config = `${folder.path}/guichet.yaml`
  expect(await selfTest()).toEqual([expect.stringContaining('Not tried: this desk sends nothing.')])
  expect(smtp.mails).toEqual([])
})

it('reads and sends by XOAUTH2 as the desk does, and keeps the refresh token that it got', async () => {
  const endpoint = await startTokenEndpoint()
  const shown: string[] = []
  const guarded = await catchSmtp(
    (mail) => void imap.append(strip(deliver(mail))),
    ({ accessToken = '' }) => shown.push(accessToken) > 0 && accessToken === 'token-1',
  )
  try {
    endpoint.answer({ status: 200, body: { access_token: 'token-1', refresh_token: 'refresh-2' } })
    await folder.write('refresh', 'refresh-1\n')
    const oauth = 'oauth: { provider: cloud, refreshToken: { file: refresh } }'
    await folder.write(
      'guichet.yaml',
      settingsOf(imap.port, guarded.port)
        .replace('password: { file: password }', oauth)
        .replace('tls: none }]', `tls: none, user: support, ${oauth} }]`)
        .concat(`oauth: { cloud: { tokenUrl: "${endpoint.url}", clientId: guichet } }\n`),
    )
    const { lines } = await doctor()
    expect(lines).toContainEqual(expect.stringMatching(/right .*SMTP +relay: 127\.0\.0\.1 takes us as support/))
    expect(lines).toContainEqual(expect.stringMatching(/right .*IMAP +support: support is logged in/))
    expect(lines).toContainEqual(expect.stringContaining('A mail to ourselves arrives.'))
    expect(new Set(shown)).toEqual(new Set(['token-1']))
    await doctor({ selfTestSeconds: null })
    // The check of the clock posts nothing there.
    const used = endpoint.requests.flatMap(({ refresh_token: token }) => token ?? [])
    expect(used).toEqual(['refresh-1', 'refresh-2'])
    endpoint.answer({ status: 400, body: { error: 'invalid_grant' } })
    const refused = (await doctor({ selfTestSeconds: null })).lines
    expect(refused).toContainEqual(expect.stringMatching(/wrong .*No mail can go out here: OAUTH: invalid_grant/))
    expect(refused).toContainEqual(expect.stringMatching(/wrong .*refuses the login of support: invalid_grant/))
    expect(refused.join()).not.toMatch(/token-1|refresh-[12]/)
  } finally {
    await guarded.stop()
    await endpoint.close()
  }
})

it('beside a running desk the mails are filed away as its own: no ticket, no answer', async () => {
  const app = await startApp(await loadSettings(config), { log: silentLogger, resolve: noSuchName })
  try {
    await vi.waitUntil(() => imap.connections() > 0 && imap.server.getMailbox('Guichet/Accepted'), { timeout: 10_000 })
    const lines = await selfTest()
    expect(lines.filter((line) => !line.includes('right'))).toEqual([expect.stringContaining('DKIM')])
    await vi.waitUntil(() => imap.uids('Guichet/Accepted').length === 3, { timeout: 10_000 })
    await app.idle()
    expect(await app.store.all('SELECT id FROM tickets')).toEqual([])
    expect(smtp.mails).toHaveLength(3)
    const mails = await app.store.all<{ outcome: string; category: string }>(
      'SELECT outcome, category FROM inbound_mails',
    )
    expect(mails.map(({ category }) => category)).toEqual(['ignored', 'ignored', 'ignored'])
  } finally {
    await app.stop()
  }
})

it('finds the mails of a mailbox without IMAP in the journal of the desk that runs', async () => {
  config = await folder.write(
    'lmtp.yaml',
    `${settingsOf(imap.port, smtp.port).replace(/^ +imap: .*\n/m, '')}lmtp: { enabled: true, port: 0 }\n`,
  )
  const app = await startApp(await loadSettings(config), { log: silentLogger, resolve: noSuchName })
  const place = app.receiving.lmtp?.address
  if (!place || typeof place === 'string') throw new Error('LMTP does not listen')
  const client = await lmtpClient({ host: '127.0.0.1', port: place.port })
  let brought = Promise.resolve()
  transit = ({ from, to, raw }) => {
    brought = brought.then(async () => {
      await client.envelope(from, to)
      await client.data(`Return-Path: <${from}>\r\n${strip(raw)}`, to.length)
    })
    return null
  }
  try {
    const lines = await selfTest()
    expect(lines).toHaveLength(7)
    expect(lines.filter((line) => !line.includes('right'))).toEqual([expect.stringContaining('DKIM')])
  } finally {
    await client.close()
    await app.stop()
  }
})

it('tries a desk that has never started: its mails too, and makes no files', async () => {
  const fresh = await temporaryFolder()
  config = await fresh.write('guichet.yaml', settingsOf(imap.port, smtp.port))
  await fresh.write('password', 'secret')
  await loadKeys(`${fresh.path}/var`)
  const { lines } = await doctor()
  const told = (title: string) => lines.filter((line) => line.includes(` ${title}`))
  for (const title of ['Database sqlite', 'Migrations', 'Instance', 'Ledger'])
    expect(told(title)).toEqual([expect.stringContaining('Nothing yet: the first start makes the tables.')])
  expect(told('Mail to ourselves').filter((line) => line.includes('right'))).toHaveLength(6)
  expect(await readdir(`${fresh.path}/var`)).toEqual(['keys.json'])
  await fresh.remove()
})

it('says what else it tried: database, migrations, login, folders, ledger', async () => {
  const { lines, status } = await doctor({ lang: 'fr', selfTestSeconds: null })
  const text = lines.join('\n')
  expect(text).toMatch(/✓ bon +Base de données sqlite\u00a0: SQLite, journal_mode=wal, synchronous=2/)
  expect(text).toMatch(/✓ bon +Migrations\u00a0: La base de données est à jour\./)
  expect(text).toMatch(
    /✓ bon +IMAP support\u00a0: support est connecté ; 0 messages ; le serveur connaît MOVE, UIDPLUS, IDLE/,
  )
  expect(text).toMatch(/✓ bon +SMTP relay\u00a0: 127\.0\.0\.1 nous accepte sans identification/)
  expect(imap.server.getMailbox('Guichet/Accepted')).toBeTruthy()
  expect(status).toBe(0)
})

it('ends with status 1 where something is wrong, and tells programs in JSON', async () => {
  await folder.write('password', 'another\n')
  const { lines, status } = await doctor({ json: true, selfTestSeconds: null })
  expect(status).toBe(1)
  const report: unknown = JSON.parse(lines.join('\n'))
  expect(report).toMatchObject({
    state: 'wrong',
    findings: expect.arrayContaining([
      expect.objectContaining({
        check: 'imap',
        subject: 'support',
        state: 'wrong',
        text: expect.stringContaining('refuses the login'),
      }),
    ]),
  })
})

it('reports broken settings themselves', async () => {
  const broken = await folder.write('broken.yaml', settingsOf(1, 2).replace('prefix', 'x').replace('web:', 'wbe:'))
  const { lines, status } = await run('doctor', '--config', broken, '--lang', 'en')
  expect(status).toBe(1)
  expect(lines[0]).toMatch(/^✗ wrong +Settings .*broken\.yaml:2: wbe: there is no such key\. Did you mean “web”\?/)
  const json = await run('doctor', '--config', broken, '--json')
  expect(JSON.parse(json.lines.join(''))).toMatchObject({ state: 'wrong', findings: [{ check: 'settings' }] })
})
