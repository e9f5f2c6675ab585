import PQueue from 'p-queue'
import { describeError, PermanentError, TransientError } from '../errors.ts'
import type { Logger } from '../log.ts'
import { claim, type Lease, renew } from '../store/leases.ts'
import type { Row } from '../store/schema.ts'
import type { Settled } from './outcome.ts'
import { processMail } from './process-mail.ts'
import type { ProcessTools } from './tools.ts'

/** A mail is tried this often before it is parked. */
const mostAttempts = 3
const leaseSeconds = 120
const renewEveryMs = 40_000
/** A mail that failed waits this long, times its attempts. */
const retryAfterMs = 5_000
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
export function startWorker(tools: WorkerTools): Worker {
  const queue = new PQueue({ concurrency: tools.concurrency })
  let stopped = false
  let filling: Promise<void> | null = null
  let again = false

  const fill = async (): Promise<void> => {
    do {
      again = false
      const room = tools.concurrency - queue.pending - queue.size
      if (stopped || room <= 0) return
      const leases = await claim(tools.store, {
        owner: tools.owner,
        statuses: ['waiting'],
        limit: room,
        seconds: leaseSeconds,
      })
      for (const lease of leases) void queue.add(() => work(tools, lease)).then(wake)
      if (leases.length === room) return
    } while (again)
  }
  const wake = (): void => {
    again = true
    filling ??= fill()
      .catch((error: unknown) => tools.log.error('process.claim-failed', { error: describeError(error) }))
      .finally(() => {
        filling = null
        if (again && !stopped && queue.pending < tools.concurrency) wake()
      })
  }
  const timer = setInterval(wake, pollMs)
  wake()
  return {
    wake,
    idle: async () => {
      while (filling || queue.pending > 0 || queue.size > 0) {
        await filling
        await queue.onIdle()
      }
    },
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await filling
      await queue.onIdle()
    },
  }
}

async function work(tools: WorkerTools, lease: Lease): Promise<void> {
  const renewal = setInterval(() => {
    renew(tools.store, lease, leaseSeconds).catch((error: unknown) =>
      tools.log.warn('process.renew-failed', { mail: lease.id, error: describeError(error) }),
    )
  }, renewEveryMs)
  try {
    const journal = await tools.store.byId('inbound_mails', lease.id)
    if (journal) tools.onSettled(journal, await processMail(tools, journal, lease))
  } catch (error) {
    await fail(tools, lease, error)
  } finally {
    clearInterval(renewal)
  }
}

/** A mail that cannot be processed is tried again, then parked with its reason; it stays in the journal and can be replayed. */
async function fail(tools: WorkerTools, lease: Lease, error: unknown): Promise<void> {
  const reason = describeError(error)
  if (error instanceof TransientError && error.code === 'lease-lost')
    return tools.log.warn('process.lease-lost', { mail: lease.id })
  const parked = error instanceof PermanentError || lease.attempt >= mostAttempts
  tools.log[parked ? 'error' : 'warn'](parked ? 'process.parked' : 'process.failed', {
    mail: lease.id,
    attempt: lease.attempt,
    error: reason,
  })
  try {
    await (parked ? park(tools, lease, reason) : retryLater(tools, lease, reason))
  } catch (second) {
    tools.log.error('process.cannot-record', { mail: lease.id, error: describeError(second) })
  }
}

async function retryLater(tools: WorkerTools, lease: Lease, reason: string): Promise<void> {
  await tools.store.run(
    `UPDATE inbound_mails SET status = 'waiting', lease_owner = NULL, lease_until = NULL, next_attempt_at = ${tools.store.nowSql} + ?, last_error = ? WHERE id = ? AND lease_owner = ? AND attempts = ?`,
    [retryAfterMs * lease.attempt, reason, lease.id, lease.owner, lease.attempt],
  )
}

async function park(tools: WorkerTools, lease: Lease, reason: string): Promise<void> {
  const parked = await tools.store.run(
    "UPDATE inbound_mails SET status = 'parked', outcome = 'parked', category = 'parked', reason = ?, last_error = ?, lease_owner = NULL, lease_until = NULL, next_attempt_at = NULL, done_at = ? WHERE id = ? AND lease_owner = ? AND attempts = ?",
    [reason, reason, tools.now(), lease.id, lease.owner, lease.attempt],
  )
  if (parked > 0) tools.onParked(lease.id, reason)
}
