import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import type { Store } from '../../src/store/types.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { type CutProxy, cutProxy } from '../support/cut-proxy.ts'
import { draftMail } from '../support/desk.ts'
import { type PrivateMariadb, privateMariadb } from '../support/mariadb.ts'
import { eventually } from '../support/receive.ts'

let mariadb: PrivateMariadb
let proxy: CutProxy
let desk: TestApp
/** The test's own way to the database, which is not cut. */
let store: Store
beforeAll(async () => {
  mariadb = await privateMariadb()
})
afterAll(() => mariadb.stop())
beforeEach(async () => {
  const options = await mariadb.newDatabase()
  const { user, password, database } = options
  store = await openStore(options)
  proxy = await cutProxy({ path: mariadb.socket })
  const place = { dialect: 'mariadb', host: '127.0.0.1', port: proxy.port, pool: 10, tls: false } as const
  desk = await startTestApp({ database: { ...place, user, password, database } })
})
afterEach(async () => {
  await desk.stop()
  await store.close()
  await proxy.stop()
})

const mail = () => draftMail({ from: 'Paul Petit <paul@parents.example>', text: 'It does not print.' })

/** What waits for the database to come back need not wait as long as in life. */
async function passTime(): Promise<void> {
  for (const table of ['inbound_mails', 'outbox_mails'])
    await store.run(`UPDATE ${table} SET next_attempt_at = 1 WHERE status = 'waiting'`)
  desk.app.worker.wake()
  await desk.settle()
}

async function expectOneTicketToldOnce(): Promise<void> {
  await eventually(async () => {
    await passTime()
    return (await store.all("SELECT id FROM outbox_mails WHERE status = 'sent'")).length === 3
  })
  expect(await store.all('SELECT status, outcome FROM inbound_mails')).toEqual([{ status: 'done', outcome: 'opened' }])
  expect(await store.all('SELECT id FROM tickets')).toHaveLength(1)
  expect(desk.smtp.mails.map(({ to }) => to[0]).toSorted()).toEqual([
    'claire@school.example',
    'denis@school.example',
    'paul@parents.example',
  ])
}

describe('a database that goes away', () => {
  it('while a mail is taken in: LMTP says 451, and the mail that comes again is taken once', async () => {
    proxy.cutAt('before', (said) => said.includes('INSERT INTO `inbound_mails`'))
    const raw = mail()
    expect(await desk.deliver(raw)).toMatch(/^451 4\.3\.0/)
    expect(await eventually(() => desk.deliver(raw))).toMatch(/^250/)
    await expectOneTicketToldOnce()
  })

  it('in the middle of the transaction that opens the ticket: nothing of it stays, the mail waits and says why', async () => {
    proxy.cutAt('before', (said) => said.includes('INSERT INTO `tickets`'))
    expect(await desk.deliver(mail())).toMatch(/^250/)
    const waiting = await eventually(() =>
      store.first<{ last_error: string; attempts: number }>(
        "SELECT last_error, attempts FROM inbound_mails WHERE status = 'waiting' AND last_error IS NOT NULL",
      ),
    )
    expect(waiting.last_error).toContain('The database cannot be reached')
    expect(waiting.attempts).toBe(0)
    expect(await store.all('SELECT id FROM tickets')).toEqual([])
    await expectOneTicketToldOnce()
  })

  it('at the very commit, so that nobody knows whether it went through: one ticket, and each is told once', async () => {
    let opens = false
    proxy.cutAt('after', (said) => {
      opens ||= said.includes('INSERT INTO `tickets`')
      return opens && said.includes('COMMIT')
    })
    expect(await desk.deliver(mail())).toMatch(/^250/)
    await expectOneTicketToldOnce()
    expect(opens).toBe(true)
  })
})
