import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { silentLogger } from '../../src/log.ts'
import { expireMails } from '../../src/schedule/expire-mails.ts'
import { deskJobs } from '../../src/schedule/jobs.ts'
import { createJobs } from '../../src/schedule/run-jobs.ts'
import type { SqlValue } from '../../src/store/types.ts'
import { deskSettings, draftMail, openTestDesk, type TestDesk } from '../support/desk.ts'
import { type PrivateMariadb, privateMariadb } from '../support/mariadb.ts'
import { type RecordedAlarms, recordAlarms } from '../support/receive.ts'
import { watchStatements } from '../support/statement-plans.ts'

const day = 86_400_000
const paul = 'Paul Petit <paul@parents.example>'
let server: PrivateMariadb
let desk: TestDesk
let alarms: RecordedAlarms
beforeAll(async () => {
  server = await privateMariadb()
})
afterAll(() => server.stop())
beforeEach(async () => {
  const [store, folder] = [await server.newStore(), await mkdtemp(join(tmpdir(), 'guichet-jobs-'))]
  const remove = async () => {
    await store.close()
    await rm(folder, { recursive: true, force: true })
  }
  desk = await openTestDesk(deskSettings, { store, folder, remove })
  alarms = recordAlarms()
})
afterEach(() => desk.remove())

const tools = () => ({
  store: desk.store,
  files: desk.tools.files,
  directory: desk.tools.directory,
  alarms,
  now: () => desk.clock.at,
  scan: null,
  dataFolder: desk.folder,
})

/** All jobs, in two processes at once. */
async function runAll(): Promise<void> {
  const of = (owner: string) =>
    createJobs({
      store: desk.store,
      clock: { now: () => desk.clock.at },
      log: silentLogger,
      alarms,
      owner,
      jobs: deskJobs(tools()),
    })
  await Promise.all([of('one').runDue(), of('two').runDue()])
}

const send = () =>
  desk.store.run("UPDATE outbox_mails SET status = 'sent', sent_at = ? WHERE status = 'waiting'", [desk.clock.at])
const count = async (sql: string) => (await desk.store.first<{ n: number }>(`SELECT COUNT(*) AS n FROM ${sql}`))?.n

it('reminds, closes, gives up on answers, ends the keeping of mails and sweeps, each once', async () => {
  await desk.receive(draftMail({ from: paul, text: 'It does not print.', id: '<first@client.example>' }))
  await desk.receive(
    draftMail({
      from: 'Claire Martin <claire@school.example>',
      text: '/solve\nIt was out of paper.',
      inReplyTo: '<first@client.example>',
    }),
  )
  await desk.receive(draftMail({ from: 'Claire Martin <claire@school.example>', text: 'Send money.', proved: false }))
  await send()
  const failed = async () => desk.store.all('SELECT name, last_error FROM job_runs WHERE last_error IS NOT NULL')
  await runAll()
  expect(await count('job_runs')).toBe(deskJobs(tools()).length)
  desk.clock.at += 3 * day
  await runAll()
  expect(await count("outbox_mails WHERE event = 'close-reminder'")).toBe(1)
  await send()
  desk.clock.at += 20 * day
  await runAll()
  expect(await desk.store.byId('tickets', 1)).toMatchObject({ status: 'closed', closed_how: 'automatic' })
  expect(await count("ticket_events WHERE kind = 'ticket-closed'")).toBe(1)
  expect(await count("confirmations WHERE status = 'expired'")).toBe(1)
  expect(alarms.standing.has('held-expired')).toBe(true)
  await send()
  desk.clock.at += 200 * day
  await desk.tools.files.put('document', [Buffer.from('nobody names this')])
  await runAll()
  expect(await count('inbound_mails WHERE raw_key IS NOT NULL')).toBe(1)
  expect(await desk.store.byId('inbound_mails', 3)).toMatchObject({ outcome: 'held', raw_key: expect.any(String) })
  expect(await count("outbox_mails WHERE status = 'sent' AND data <> '{}'")).toBe(0)
  expect(await failed()).toEqual([])
})

it('reads a range of an index for each step of retention, however many mails there are', async () => {
  await desk.receive(draftMail({ from: paul, text: 'It does not print.' }))
  await send()
  const mail = await desk.store.byId('inbound_mails', 1)
  const sent = await desk.store.byId('outbox_mails', 1)
  if (!mail || !sent) throw new Error('nothing came')
  const many = Array.from({ length: 3000 }, (_, index) => index)
  await desk.store.insertAll(
    'inbound_mails',
    many.map((index) =>
      strip({ ...mail, fingerprint: `copy ${index}`, raw_key: null, done_at: desk.clock.at + index * day }),
    ),
  )
  await desk.store.insertAll(
    'outbox_mails',
    many.map((index) => strip({ ...sent, dedupe: `copy ${index}`, sent_at: desk.clock.at + index * day })),
  )
  desk.clock.at += 190 * day
  const seen = new Map<string, readonly SqlValue[]>()
  const done = await expireMails({ ...tools(), store: watchStatements(desk.store, seen) }, new AbortController().signal)
  expect(done).toMatchObject({
    inbound: 12,
    outbox: (await count(`outbox_mails WHERE sent_at <= ${desk.clock.at - 180 * day}`)) ?? 0,
  })
  await desk.store.all('ANALYZE TABLE inbound_mails, outbox_mails')
  for (const [sql, values] of seen) {
    const plan = await desk.store.all<{ table: string | null; type: string | null }>(`EXPLAIN ${sql}`, values)
    for (const { table, type } of plan)
      if (table === 'inbound_mails' || table === 'outbox_mails') expect(`${type} — ${sql}`).not.toMatch(/^(ALL|index) /)
  }
})

function strip<R extends { id: number }>({ id: _id, ...row }: R): Omit<R, 'id'> {
  return row
}
