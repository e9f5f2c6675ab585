import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type App, startApp } from '../../src/app.ts'
import { createLogger } from '../../src/log.ts'
import { xoauth2Line } from '../../src/oauth/xoauth2.ts'
import { loadSettings } from '../../src/settings/load-settings.ts'
import { draftMail } from '../support/desk.ts'
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts'
import { startImapServer, type TestImapServer } from '../support/imap-server.ts'
import { catchSmtp, type SmtpCatcher } from '../support/smtp-catcher.ts'
import { startTokenEndpoint, type TokenAnswer, type TokenEndpoint } from '../support/token-endpoint.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 })

const minute = 60_000
const user = 'support'

let folder: TemporaryFolder
let imap: TestImapServer
let smtp: SmtpCatcher
let endpoint: TokenEndpoint
let app: App | null
let config: string
/** What the desk's clock is ahead of that of its database: mails that came in under it would not be due yet. */
let ahead: number
/** The refresh token that is good; seconds for which an access token is. */
let living: string
let life: number
/** Whether SMTP takes the access token that was given last. */
let isTaken: boolean
let newest: string
/** Access tokens that SMTP was shown. */
const shown: string[] = []
const log: string[] = []

beforeEach(async () => {
  folder = await temporaryFolder()
  imap = await startImapServer()
  smtp = await catchSmtp(
    () => {},
    ({ username, accessToken = '' }) => {
      shown.push(accessToken)
      return username === user && accessToken === newest && isTaken
    },
  )
  endpoint = await startTokenEndpoint()
  endpoint.decide(rotate)
  ahead = 0
  living = 'refresh-1'
  life = 3600
  isTaken = true
  log.length = 0
  shown.length = 0
  await folder.write('refresh', 'refresh-1\n')
  config = await folder.write('guichet.yaml', settings())
})
afterEach(async () => {
  await app?.stop()
  await Promise.all([imap.close(), smtp.stop(), endpoint.close()])
  await folder.remove()
})

const settings = () => `
web: { port: 0 }
oauth: { cloud: { tokenUrl: "${endpoint.url}", clientId: guichet } }
transports:
  - key: relay
    host: 127.0.0.1
    port: ${smtp.port}
    tls: none
    user: ${user}
    oauth: { provider: cloud, refreshToken: { file: refresh } }
entities:
  - key: school
    name: School desk
    mailboxes:
      - key: support
        address: support@school.example
        imap:
          host: 127.0.0.1
          port: ${imap.port}
          tls: none
          user: ${user}
          oauth: { provider: cloud, refreshToken: { file: refresh } }
    proof: { internalRoutes: [{ header: X-Border, contains: proved }] }
persons:
  - { name: Claire Martin, addresses: [claire@school.example], roles: { school: technician } }
`

async function start(): Promise<void> {
  app = await startApp(await loadSettings(config), {
    log: createLogger({ level: 'debug', forPeople: false, target: { write: (line) => void log.push(line) } }),
    clock: { now: () => Date.now() + ahead },
    resolve: async () => {
      throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
    },
  })
  // What is there before the first reading is from before the start.
  await vi.waitUntil(hasRead, { timeout: 20_000 })
}

const hasRead = async () =>
  app?.receiving.status().support?.connected === true &&
  (await app.store.first('SELECT id FROM mailboxes WHERE read_at IS NOT NULL')) !== null

/** One account for both ways: a new refresh token each time, of which only the last is good. The IMAP server knows `token-1`. */
function rotate({ refresh_token }: Record<string, string>): TokenAnswer {
  if (refresh_token !== living)
    return { status: 400, body: { error: 'invalid_grant', error_description: `${refresh_token} is revoked` } }
  const [name = '', count = '1'] = living.split('-')
  living = `${name}-${Number(count) + 1}`
  newest = `token-${count}`
  return { status: 200, body: { access_token: newest, expires_in: life, refresh_token: living } }
}

async function write(from: string): Promise<void> {
  imap.append(draftMail({ from: `Somebody <${from}>`, text: 'It does not print.' }))
  await vi.waitUntil(async () => (await rowsTo(from)).length > 0, { timeout: 10_000 })
}

const rowsTo = async (address: string) =>
  (await app?.store.all<{ status: string; reason: string | null }>(
    'SELECT status, reason FROM outbox_mails WHERE to_address = ?',
    [address],
  )) ?? []

const gotBy = (address: string) => smtp.mails.filter(({ to }) => to.includes(address)).length
const paused = async () => (await app?.store.first('SELECT `key` FROM transports WHERE paused_at IS NOT NULL')) !== null
/** Nothing is under way any more, that would be put off from when it ends. */
const isWaiting = async (address: string) => (await rowsTo(address)).every(({ status }) => status === 'waiting')
const alarms = async () =>
  (await app?.store.all<{ name: string; text: string }>('SELECT name, text FROM alarms WHERE cleared_at IS NULL')) ?? []

async function arrives(address: string): Promise<void> {
  await vi.waitUntil(
    async () => {
      await app?.outbox.drain()
      return gotBy(address) > 0
    },
    { timeout: 10_000, interval: 100 },
  )
}

const usedSoFar = () => endpoint.requests.map(({ refresh_token }) => refresh_token)

it('reads and sends with one token', async () => {
  await start()
  await write('ana@parents.example')
  await arrives('ana@parents.example')
  expect(usedSoFar()).toEqual(['refresh-1'])
  const kept = await readdir(join(folder.path, 'var', 'tokens'))
  expect(kept).toHaveLength(1)
  expect((await stat(join(folder.path, 'var', 'tokens', kept[0] ?? ''))).mode & 0o777).toBe(0o600)
})

it('renews a token that ends, by the refresh token that came last', async () => {
  life = 2
  await start()
  await write('ana@parents.example')
  await arrives('ana@parents.example')
  await sleep(1100)
  const before = usedSoFar().length
  await write('ben@parents.example')
  await arrives('ben@parents.example')
  expect(usedSoFar().length).toBeGreaterThan(before)
  expect(usedSoFar()).toEqual(usedSoFar().map((_, index) => `refresh-${index + 1}`))
  expect(shown).toContain(newest)
})

it('goes on after a restart with the refresh token that was kept', async () => {
  await start()
  await app?.stop()
  // The IMAP server knows one token alone.
  endpoint.decide((form) => ({ ...rotate(form), body: { access_token: 'token-1' } }))
  await start()
  newest = 'token-1'
  await write('ana@parents.example')
  await arrives('ana@parents.example')
  expect(usedSoFar()).toEqual(['refresh-1', 'refresh-2'])
})

it('pauses with an alarm where the token is refused, and sends once another is configured', async () => {
  life = 1
  await start()
  await sleep(600)
  living = 'withdrawn'
  await write('ana@parents.example')
  await vi.waitUntil(paused, { timeout: 10_000 })
  await vi.waitUntil(async () => (await alarms()).some(({ name }) => name === 'transport-paused:relay'))
  expect((await alarms()).map(({ text }) => text).join()).toContain('OAUTH: invalid_grant [hidden] is revoked')
  await vi.waitUntil(() => isWaiting('ana@parents.example'), { timeout: 10_000 })
  expect(gotBy('ana@parents.example')).toBe(0)
  await app?.stop()
  living = 'other-1'
  await folder.write('refresh', 'other-1\n')
  await start()
  ahead += 2 * minute
  await arrives('ana@parents.example')
  await vi.waitUntil(async () => !(await paused()))
  await app?.idle()
  expect(gotBy('ana@parents.example')).toBe(1)
  expect(await rowsTo('ana@parents.example')).toMatchObject([{ status: 'sent' }])
  await vi.waitUntil(async () => (await alarms()).every(({ name }) => name !== 'transport-paused:relay'))
})

it('pauses where the server takes no token of the account, and sends once it does', async () => {
  await start()
  isTaken = false
  await write('ana@parents.example')
  await vi.waitUntil(paused, { timeout: 10_000 })
  await vi.waitUntil(() => isWaiting('ana@parents.example'), { timeout: 10_000 })
  // The one that reading had was tried, and a fresh one.
  expect(usedSoFar()).toEqual(['refresh-1', 'refresh-2'])
  expect(new Set(shown)).toEqual(new Set(['token-1', 'token-2']))
  isTaken = true
  ahead += 2 * minute
  await arrives('ana@parents.example')
  await app?.idle()
  expect(gotBy('ana@parents.example')).toBe(1)
})

it('tries again where the endpoint is away', async () => {
  life = 1
  await start()
  await sleep(600)
  endpoint.answer({ status: 503, body: 'busy' })
  await write('ana@parents.example')
  const tried = async () => (await rowsTo('ana@parents.example')).some(({ reason }) => reason?.startsWith('OAUTH: '))
  await vi.waitUntil(tried, { timeout: 10_000 })
  expect(await isWaiting('ana@parents.example')).toBe(true)
  endpoint.decide(rotate)
  ahead += 2 * minute
  await arrives('ana@parents.example')
  await app?.idle()
  expect(gotBy('ana@parents.example')).toBe(1)
})

afterEach(async () => {
  const tokens = ['refresh-1', 'refresh-2', 'other-1', 'token-1', 'token-2']
  const secrets = [...tokens, ...tokens.map((token) => xoauth2Line(user, token).slice(0, 24))]
  for (const secret of secrets) expect(log.join('')).not.toContain(secret)
  expect(log.join('')).toContain('imap-connected')
})
