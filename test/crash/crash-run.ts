import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openStore } from '../../src/store/open-store.ts'
import type { Store } from '../../src/store/types.ts'
import { type Dovecot, startDovecot } from '../support/dovecot.ts'
import { type PrivateMariadb, privateMariadb } from '../support/mariadb.ts'
import { eventually } from '../support/receive.ts'
import { findFaults } from './check-result.ts'
import type { Dice } from './dice.ts'
import { type Load, startLoad } from './load.ts'
import type { Handover } from './recording-smtp.ts'
import { openSlot, type Slot } from './service.ts'

export interface CrashPlan {
  dice: Dice
  /** Runs of the service that end by SIGKILL; two processes at once in every second one. */
  runs: number
  /** Milliseconds after which a run may end, most often counted from when its processes listen. */
  life: { shortest: number; longest: number }
  /** Milliseconds between two mails, about. */
  mailEvery: number
  /** How long it may take until all is decided, sent and filed after the last death, in milliseconds. */
  patience: number
}

export interface CrashReport {
  mails: number
  notices: number
  kills: number
  cuts: number
  /** Notices that SMTP has seen more than once. */
  seenAgain: number
  /** What is not as it must be; each a sentence. */
  faults: string[]
}

/** Runs the service under load, kills it again and again, lets it come to rest, and compares what it did with what it was given. */
export async function runCrashes(plan: CrashPlan): Promise<CrashReport> {
  const opened: (() => Promise<unknown>)[] = []
  try {
    return await crash(plan, (close) => opened.push(close))
  } finally {
    for (const close of opened.reverse()) await close()
  }
}

type Opened = (close: () => Promise<unknown>) => void

interface World {
  store: Store
  dovecot: Dovecot
  slots: Slot[]
  handovers: Handover[]
  dataFolder: string
}

async function crash(plan: CrashPlan, opened: Opened): Promise<CrashReport> {
  const world = await openWorld(opened)
  const [first, second] = world.slots
  if (!first || !second) throw new Error('no slots')
  // Both meet the empty mailbox and the empty database at once; mails that come before are not theirs.
  await Promise.all([first.start(), second.start()])
  await eventually(() => isMet(world.store), 90_000).catch(async () => fail(`does not start:\n${await first.log()}`))
  const load = await startLoad({ ...plan, ...world, every: plan.mailEvery, imapPort: world.dovecot.imapPort })
  const tally = { kills: 0, cuts: 0 }
  for (let run = 0; run < plan.runs; run++) await oneRun(plan, run % 2 === 0 ? [first, second] : [first], tally)
  await comeToRest(plan, world, first, load)
  const { faults, seenAgain, notices } = await findFaults({ ...world, sent: load.sent })
  return { mails: load.sent.length, notices, seenAgain, faults, ...tally }
}

async function openWorld(opened: Opened): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'guichet-crash-'))
  opened(() => rm(folder, { recursive: true, force: true }))
  const mariadb: PrivateMariadb = await privateMariadb()
  opened(mariadb.stop)
  const dovecot = await startDovecot()
  opened(dovecot.remove)
  const options = await mariadb.newDatabase()
  const store = await openStore(options)
  opened(store.close)
  const handovers: Handover[] = []
  const around = { folder, imapPort: dovecot.imapPort, socket: mariadb.socket, database: options.database }
  const slots: Slot[] = []
  for (const number of [1, 2]) {
    const slot = await openSlot(number, around, handovers)
    opened(slot.remove)
    slots.push(slot)
  }
  return { store, dovecot, slots, handovers, dataFolder: join(folder, 'data') }
}

const isMet = (store: Store) =>
  store.first("SELECT id FROM mailboxes WHERE `key` = 'support' AND uid_validity IS NOT NULL").catch(() => null)

/** Starts what does not run, cuts connections now and then, and kills one after the other. */
async function oneRun(
  { dice, life }: CrashPlan,
  slots: readonly Slot[],
  tally: { kills: number; cuts: number },
): Promise<void> {
  for (const slot of slots) if (!slot.running()) await slot.start()
  // Some die while they start. A start without a database ends by itself, with the reason: that is no death of these.
  const listening = dice.fraction() < 0.8
  if (listening) for (const slot of slots) await eventually(() => slot.listens(), 60_000)
  const cuttable = listening ? (['imap', 'smtp', 'database'] as const) : (['imap', 'smtp'] as const)
  const endAt = Date.now() + dice.between(life.shortest, life.longest)
  for (;;) {
    const wait = dice.between(100, 700)
    if (Date.now() + wait >= endAt) break
    await pause(wait)
    cutOne(dice.pick(slots), dice.pick(cuttable), tally)
  }
  await pause(Math.max(endAt - Date.now(), 0))
  for (const slot of slots) {
    if (!slot.running()) fail(`a process ended by itself:\n${(await slot.log()).slice(-3000)}`)
    await slot.kill()
    tally.kills += 1
    await pause(dice.between(0, 700))
  }
}

function cutOne(slot: Slot, which: keyof Slot['proxies'], tally: { cuts: number }): void {
  if (which === 'smtp') slot.smtpCutAt.push(Date.now())
  if (which === 'database') slot.databaseCutAt.push(Date.now())
  if (slot.proxies[which].cut() > 0) tally.cuts += 1
}

/** One last process does what is left; what waits for a dead one, or for a later attempt, need not wait as long as in life. */
async function comeToRest(plan: CrashPlan, { store }: World, last: Slot, load: Load): Promise<void> {
  await last.start()
  await load.end()
  const startedAt = Date.now()
  let left = 'nothing was looked at'
  while (Date.now() - startedAt < plan.patience) {
    left = await whatIsLeft(store)
    if (left === '') break
    await letTimePass(store, last.pid())
    await pause(500)
  }
  if (left !== '') fail(`it does not come to rest: ${left}\n${(await last.log()).slice(-3000)}`)
  const status = await last.end()
  if (status !== 0) fail(`the last process ended with ${status}:\n${(await last.log()).slice(-3000)}`)
}

async function whatIsLeft(store: Store): Promise<string> {
  const rows = await store.all<{ what: string; n: number }>(
    `SELECT CONCAT('mails ', status) AS what, COUNT(*) AS n FROM inbound_mails WHERE status IN ('waiting', 'processing') GROUP BY status
     UNION ALL SELECT CONCAT('notices ', status), COUNT(*) FROM outbox_mails WHERE status IN ('waiting', 'sending') GROUP BY status
     UNION ALL SELECT 'sightings waiting', COUNT(*) FROM sightings WHERE state = 'waiting'
     UNION ALL SELECT 'filings pending', COUNT(*) FROM sightings WHERE filing = 'pending'`,
  )
  return rows.flatMap(({ what, n }) => (n > 0 ? [`${n} ${what}`] : [])).join(', ')
}

/** Leases of the dead run out, waits end, and a paused transport is resumed by hand. */
async function letTimePass(store: Store, pid: number): Promise<void> {
  const ofTheDead = `lease_owner NOT LIKE '%:${pid}:%'`
  await pass(store, 'inbound_mails', ['next_attempt_at', 'lease_until'], `status = 'processing' AND ${ofTheDead}`)
  await pass(store, 'outbox_mails', ['lease_until'], `status = 'sending' AND ${ofTheDead}`)
  await pass(store, 'inbound_mails', ['next_attempt_at'], "status = 'waiting'")
  await pass(store, 'outbox_mails', ['next_attempt_at'], "status = 'waiting'")
  await pass(store, 'sightings', ['fetch_next_at'], "state = 'waiting'")
  await pass(store, 'sightings', ['filing_next_at'], "filing = 'pending'")
  await store.run('UPDATE transports SET paused_at = NULL, paused_reason = NULL, failures = 0 WHERE paused_at > 0')
}

/** Row by row, so that no range is locked of what the service works on. */
async function pass(store: Store, table: string, columns: readonly string[], where: string): Promise<void> {
  const future = `${columns[0]} > ${store.nowSql}`
  for (const { id } of await store.all<{ id: number }>(`SELECT id FROM ${table} WHERE ${where} AND ${future}`)) {
    const set = columns.map((column) => `${column} = 1`).join(', ')
    await store.run(`UPDATE ${table} SET ${set} WHERE id = ? AND ${where} AND ${future}`, [id])
  }
}

function fail(text: string): never {
  throw new Error(text)
}
