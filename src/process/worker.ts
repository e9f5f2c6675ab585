import PQueue from 'p-queue'
import { describeError, PermanentError, TransientError } from '../errors.ts'
import type { Logger } from '../log.ts'
import { insist } from '../store/insist.ts'
import { claim, giveBack, type Lease, renew } from '../store/leases.ts'
import type { Row } from '../store/schema.ts'
import { createGate } from './gate.ts'
import type { Settled } from './outcome.ts'
import { processMail } from './process-mail.ts'
import { withSlowAside } from './slow-lookups.ts'
import type { ProcessTools } from './tools.ts'

/** A mail is tried this often before it is parked. */
const mostAttempts = 3
const leaseSeconds = 120
const renewEveryMs = 40_000
/** So many times as many mails are claimed as are processed at once; few enough to begin well within their lease. */
const claimedAhead = 3
/** A mail that failed waits this long, times its attempts. */
const retryAfterMs = 5_000
/** A name server that does not answer is given longer: a minute, then five. */
const lookupWaitsMs = [60_000, 300_000]
/** Trouble of the desk itself: no mail is at fault, so it is not counted against one, and every mail waits this long. */
const desksTrouble = ['store-unavailable', 'store-conflict', 'files-disk']
const desksTroubleWaitMs = 15_000
/** Net under the wake-up: mails of a process that died are found so. */
const pollMs = 2_000

export interface WorkerTools extends ProcessTools {
  log: Logger
  concurrency: number
  /** Told of every outcome, after its commit. */
  onSettled(journal: Row<'inbound_mails'>, settled: Settled): void
  onParked(mailId: number, reason: string): void
}

export interface Worker {
  /** There may be something to do. */
  wake(): void
  /** Resolves once nothing waits and nothing is under way. For tests and the demo. */
  idle(): Promise<void>
  /** Takes no more, and resolves when what is under way has ended. */
  stop(): Promise<void>
}

/** Leases mails from the journal and processes them, several at once; one mail's trouble never delays another. */
export function startWorker(given: WorkerTools): Worker {
  const queue = new PQueue({ concurrency: given.concurrency })
  const tools = { ...given, resolve: withSlowAside(given.resolve, queue, () => wake()) }
  const gate = createGate()
  const inHand = new Map<number, Lease>()
  let stopped = false
  let filling: Promise<void> | null = null
  let again = false

  const start = (lease: Lease, journal: Row<'inbound_mails'>): void => {
    inHand.set(lease.id, lease)
    void queue.add(async () => {
      if (stopped) return
      await gate(() => work(tools, lease, journal), lease.abandoned)
      inHand.delete(lease.id)
      if (inHand.size < queue.concurrency) wake()
    })
  }
  const fill = async (): Promise<void> => {
    while (again && !stopped && inHand.size < queue.concurrency) {
      again = false
      const limit = queue.concurrency * claimedAhead - inHand.size
      const suspects = [...inHand.values()].some(({ abandoned }) => abandoned) ? 0 : 1
      for (const [lease, journal] of await claimSome(tools, limit, suspects)) start(lease, journal)
    }
  }
  const wake = (): void => {
    again = true
    filling ??= fill()
      .catch((error: unknown) => tools.log.error('process.claim-failed', { error: describeError(error) }))
      .finally(() => {
        filling = null
        if (again && !stopped && inHand.size < queue.concurrency) wake()
      })
  }
  const ended = async (): Promise<void> => {
    while (filling || queue.pending > 0 || queue.size > 0) {
      await filling
      await queue.onIdle()
    }
  }
  const timer = setInterval(wake, pollMs)
  wake()
  return {
    wake,
    idle: ended,
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await ended()
      await giveBack(tools.store, [...inHand.values()])
    },
  }
}

/**
 * Several mails are claimed in one transaction, so that under load a claim serves many. Of those whose process died one at a time, to be
 * processed alone: the one that kills must not make its neighbours look like it.
 */
async function claimSome(
  tools: WorkerTools,
  limit: number,
  abandoned: number,
): Promise<[Lease, Row<'inbound_mails'>][]> {
  const { owner, store } = tools
  const leases = await claim(store, { owner, statuses: ['waiting'], limit, abandoned, seconds: leaseSeconds })
  if (leases.length === 0) return []
  const rows = await tools.store.all<Row<'inbound_mails'>>(
    `SELECT * FROM inbound_mails WHERE id IN (${leases.map(() => '?').join(',')})`,
    leases.map(({ id }) => id),
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return leases.flatMap((lease) => {
    const row = byId.get(lease.id)
    return row ? [[lease, row] satisfies [Lease, Row<'inbound_mails'>]] : []
  })
}

async function work(tools: WorkerTools, lease: Lease, journal: Row<'inbound_mails'>): Promise<void> {
  if (lease.abandoned && lease.attempt > mostAttempts) return fail(tools, lease, deadly())
  const renewal = setInterval(() => {
    renew(tools.store, lease, leaseSeconds).catch((error: unknown) =>
      tools.log.warn('process.renew-failed', { mail: lease.id, error: describeError(error) }),
    )
  }, renewEveryMs)
  try {
    tools.onSettled(journal, await processMail(tools, journal, lease))
  } catch (error) {
    await fail(tools, lease, error)
  } finally {
    clearInterval(renewal)
  }
}

const deadly = () =>
  new PermanentError('mail-deadly', `Processing this mail has ended the process ${mostAttempts} times.`)

/** A mail that cannot be processed is tried again, then parked with its reason; it stays in the journal and can be replayed. */
async function fail(tools: WorkerTools, lease: Lease, error: unknown): Promise<void> {
  const reason = describeError(error)
  if (error instanceof TransientError && error.code === 'lease-lost')
    return tools.log.warn('process.lease-lost', { mail: lease.id })
  const ours = error instanceof TransientError && desksTrouble.includes(error.code)
  const parked = error instanceof PermanentError || (!ours && lease.attempt >= mostAttempts)
  tools.log[parked ? 'error' : 'warn'](parked ? 'process.parked' : 'process.failed', {
    mail: lease.id,
    attempt: lease.attempt,
    error: reason,
  })
  try {
    const wait = ours ? null : waitAfter(error, lease.attempt)
    await insist(() => (parked ? park(tools, lease, reason) : retryLater(tools, lease, reason, wait)))
  } catch (second) {
    tools.log.error('process.cannot-record', { mail: lease.id, error: describeError(second) })
  }
}

function waitAfter(error: unknown, attempt: number): number {
  const isLookup = error instanceof TransientError && error.code === 'sender-lookup'
  return (isLookup ? lookupWaitsMs[attempt - 1] : undefined) ?? retryAfterMs * attempt
}

/** `wait` in milliseconds; null for trouble of the desk. */
async function retryLater(tools: WorkerTools, lease: Lease, reason: string, wait: number | null): Promise<void> {
  const attempts = wait === null ? lease.attempt - 1 : lease.attempt
  await tools.store.run(
    `UPDATE inbound_mails SET status = 'waiting', lease_owner = NULL, lease_until = NULL, next_attempt_at = ${tools.store.nowSql} + ?, last_error = ?, attempts = ? WHERE id = ? AND lease_owner = ? AND attempts = ?`,
    [wait ?? desksTroubleWaitMs, reason, attempts, lease.id, lease.owner, lease.attempt],
  )
}

async function park(tools: WorkerTools, lease: Lease, reason: string): Promise<void> {
  const parked = await tools.store.run(
    "UPDATE inbound_mails SET status = 'parked', outcome = 'parked', category = 'parked', reason = ?, last_error = ?, lease_owner = NULL, lease_until = NULL, next_attempt_at = NULL, done_at = ? WHERE id = ? AND lease_owner = ? AND attempts = ?",
    [reason, reason, tools.now(), lease.id, lease.owner, lease.attempt],
  )
  if (parked > 0) tools.onParked(lease.id, reason)
}
