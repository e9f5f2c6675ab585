import { ConflictError } from './store-errors.ts'
import type { Store, Tx } from './types.ts'

/** The right to process one inbound mail. `attempt` tells this claim from a later one, also of the same owner. */
export interface Lease {
  id: number
  owner: string
  attempt: number
  /** Whoever had it before never ended it, and may have died of it. */
  abandoned: boolean
}

export interface Claim {
  /** Who: unique to the process. */
  owner: string
  /** Which mails may be taken, besides those in processing whose lease has run out. */
  statuses: readonly string[]
  limit: number
  /** How many abandoned ones may be among them; all, unless given. */
  abandoned?: number
  seconds: number
}

/** The status of a mail while somebody works on it. */
const processing = 'processing'

/**
 * Takes the mails that are due, the oldest due first, in one committed transaction on the database's clock: they are in processing, with
 * one attempt more. Due is `next_attempt_at` in the past, or null; while a lease lives it is the lease's end, so that one index
 * finds what is due and what was abandoned.
 */
export function claim(store: Store, options: Claim): Promise<Lease[]> {
  return store.transaction(async (tx) => {
    const due = await findDue(store, tx, options)
    if (due.length > 0) await take(store, tx, due, options)
    return due.map(({ id, attempts, abandoned }) => ({ id, owner: options.owner, attempt: attempts + 1, abandoned }))
  })
}

/** Prolongs a lease; false where another has taken the mail since. */
export async function renew(store: Store, lease: Lease, seconds: number): Promise<boolean> {
  const until = `${store.nowSql} + ?`
  const sql = `UPDATE inbound_mails SET lease_until = ${until}, next_attempt_at = ${until}
    WHERE id = ? AND lease_owner = ? AND attempts = ? AND status = '${processing}'`
  const ms = seconds * 1000
  return (await store.run(sql, [ms, ms, lease.id, lease.owner, lease.attempt])) === 1
}

/** Gives back mails that were taken and not begun: they are as if they had never been taken. */
export async function giveBack(store: Store, leases: readonly Lease[]): Promise<void> {
  const sql = `UPDATE inbound_mails SET status = 'waiting', lease_owner = NULL, lease_until = NULL, next_attempt_at = NULL,
    attempts = attempts - 1 WHERE id = ? AND lease_owner = ? AND attempts = ? AND status = '${processing}'`
  for (const { id, owner, attempt } of leases) await store.run(sql, [id, owner, attempt])
}

/**
 * Locks the mail's row and says whether it is still ours, until the transaction ends. A lease whose time has passed still holds while
 * nobody else has taken the mail, and the lock now keeps it so: work that is done is not thrown away.
 */
export async function holdsLease(tx: Tx, lease: Lease): Promise<boolean> {
  const row = await tx.lock('inbound_mails', lease.id)
  return row?.status === processing && row.lease_owner === lease.owner && row.attempts === lease.attempt
}

interface Due {
  id: number
  attempts: number
  due: number | null
  abandoned: boolean
}

/** One query for each status and kind of due: each is a range of the index, in its order. */
async function findDue(store: Store, tx: Tx, { statuses, limit, abandoned = limit }: Claim): Promise<Due[]> {
  const found: Due[] = []
  const find = async (status: string, most: number) => {
    if (most === 0) return
    for (const sql of dueSqls(store))
      for (const row of await tx.all<Omit<Due, 'abandoned'>>(sql, [status, most]))
        found.push({ ...row, abandoned: status === processing })
  }
  for (const status of statuses) await find(status, limit)
  await find(processing, Math.min(abandoned, limit))
  found.sort((a, b) => (a.due ?? 0) - (b.due ?? 0) || a.id - b.id)
  return found.slice(0, limit)
}

/** SKIP LOCKED only spares waiting for others that claim: whoever waits for them finds their mails no longer due. @internal For its test. */
export function dueSqls(store: Pick<Store, 'dialect' | 'nowSql'>): string[] {
  const lock = store.dialect === 'mariadb' ? ' FOR UPDATE SKIP LOCKED' : ''
  const select = 'SELECT id, attempts, next_attempt_at AS due FROM inbound_mails WHERE status = ? AND next_attempt_at'
  return [
    `${select} IS NULL ORDER BY id LIMIT ?${lock}`,
    `${select} <= ${store.nowSql} ORDER BY next_attempt_at, id LIMIT ?${lock}`,
  ]
}

async function take(store: Store, tx: Tx, due: readonly Due[], { owner, seconds }: Claim): Promise<void> {
  const until = `${store.nowSql} + ?`
  const sql = `UPDATE inbound_mails SET status = '${processing}', lease_owner = ?, lease_until = ${until},
    next_attempt_at = ${until}, attempts = attempts + 1
    WHERE id IN (${due.map(() => '?').join(', ')}) AND (next_attempt_at IS NULL OR next_attempt_at <= ${store.nowSql})`
  const ms = seconds * 1000
  const taken = await tx.run(sql, [owner, ms, ms, ...due.map(({ id }) => id)])
  if (taken !== due.length) throw new ConflictError(`claimed ${taken} of ${due.length} mails`, undefined)
}
