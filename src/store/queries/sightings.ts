import type { Row } from '../schema.ts'
import type { Statements, Store, Tx } from '../types.ts'

/** One UID space: a mailbox's folder under one UIDVALIDITY. */
export interface UidSpace {
  mailboxId: number
  uidValidity: string
}

export type WaitingSighting = Pick<Row<'sightings'>, 'id' | 'fetch_attempts'> & { uid: number }

export type PendingFiling = Pick<Row<'sightings'>, 'id' | 'filing_attempts'> &
  Pick<Row<'inbound_mails'>, 'status' | 'category'> & { uid: number }

/** Rows made in one transaction: UIDs that are known already are passed over. Gives how many were new. */
export async function announceUids(
  store: Store,
  space: UidSpace,
  uids: readonly number[],
  state: 'waiting' | 'before-start',
  now: number,
): Promise<number> {
  if (uids.length === 0) return 0
  return await store.transaction(async (tx) => await insertUids(tx, space, uids, state, now))
}

export async function insertUids(
  statements: Statements,
  space: UidSpace,
  uids: readonly number[],
  state: 'waiting' | 'before-start',
  now: number,
): Promise<number> {
  let made = 0
  for (const uid of uids) {
    const id = await statements.insertOrIgnore('sightings', {
      mailbox_id: space.mailboxId,
      source: 'imap',
      uid_validity: space.uidValidity,
      uid,
      state,
      seen_at: now,
      filing: 'none',
      filing_attempts: 0,
    })
    if (id !== null) made++
  }
  return made
}

/** The UIDs of a range that have a row. */
export async function knownUids(store: Store, space: UidSpace, from: number, to: number): Promise<Set<number>> {
  const rows = await store.all<{ uid: number }>(
    'SELECT uid FROM sightings WHERE mailbox_id = ? AND uid_validity = ? AND uid BETWEEN ? AND ?',
    [space.mailboxId, space.uidValidity, from, to],
  )
  return new Set(rows.map((row) => row.uid))
}

/** Announced and not yet read, those that are due, the oldest first. */
export async function waitingSightings(
  store: Store,
  space: UidSpace,
  now: number,
  limit: number,
): Promise<WaitingSighting[]> {
  return await store.all<WaitingSighting>(
    `SELECT id, uid, fetch_attempts FROM sightings
     WHERE mailbox_id = ? AND state = 'waiting' AND uid_validity = ? AND (fetch_next_at IS NULL OR fetch_next_at <= ?)
     ORDER BY uid LIMIT ${limit}`,
    [space.mailboxId, space.uidValidity, now],
  )
}

export async function postponeFetch(
  store: Store,
  sighting: WaitingSighting,
  attempt: { nextAt: number; error: string },
): Promise<void> {
  await store.run(
    `UPDATE sightings SET fetch_attempts = ?, fetch_next_at = ?, fetch_error = ? WHERE id = ? AND state = 'waiting'`,
    [(sighting.fetch_attempts ?? 0) + 1, attempt.nextAt, attempt.error.slice(0, 500), sighting.id],
  )
}

/** True where this call made it so: another process may have read the mail, and filed it away, meanwhile. */
export async function markVanished(store: Store, sightingId: number): Promise<boolean> {
  return (
    (await store.run(`UPDATE sightings SET state = 'vanished' WHERE id = ? AND state = 'waiting'`, [sightingId])) > 0
  )
}

/** A rebuilt folder has forgotten its UIDs: what waited under the old ones can be neither read nor filed. */
export async function abandonOldUids(statements: Statements, space: UidSpace): Promise<void> {
  const values = [space.mailboxId, space.uidValidity]
  await statements.run(
    `UPDATE sightings SET state = 'vanished', fetch_error = 'UIDVALIDITY changed'
     WHERE mailbox_id = ? AND state = 'waiting' AND uid_validity <> ?`,
    values,
  )
  await statements.run(
    `UPDATE sightings SET filing = 'failed', filing_error = 'UIDVALIDITY changed'
     WHERE mailbox_id = ? AND filing = 'pending' AND uid_validity <> ?`,
    values,
  )
}

/**
 * Takes sightings whose mail is decided and that still stand where they came in, for `takenMs`: two processes that moved one mail at
 * once would leave two copies of it (Dovecot does), and one that died leaves it to be filed after that time.
 */
export async function takeFilings(
  store: Store,
  space: UidSpace,
  now: number,
  { limit, takenMs }: { limit: number; takenMs: number },
): Promise<PendingFiling[]> {
  const due = await store.all<PendingFiling>(
    `SELECT s.id, s.uid, s.filing_attempts, m.status, m.category
     FROM sightings s JOIN inbound_mails m ON m.id = s.inbound_mail_id
     WHERE s.mailbox_id = ? AND s.filing = 'pending' AND s.filing_next_at <= ? AND s.uid_validity = ?
       AND m.status IN ('done', 'parked')
     ORDER BY s.filing_next_at, s.id LIMIT ${limit}`,
    [space.mailboxId, now, space.uidValidity],
  )
  if (due.length === 0) return []
  const ids = due.map(({ id }) => id)
  const taken = await store.transaction((tx) => takeFree(store, tx, ids, now, now + takenMs))
  return due.filter(({ id }) => taken.has(id))
}

async function takeFree(
  store: Store,
  tx: Tx,
  ids: readonly number[],
  now: number,
  until: number,
): Promise<Set<number>> {
  const skip = store.dialect === 'mariadb' ? ' FOR UPDATE SKIP LOCKED' : ''
  const free = await tx.all<{ id: number }>(
    `SELECT id FROM sightings WHERE id IN (${marks(ids)}) AND filing = 'pending' AND filing_next_at <= ?${skip}`,
    [...ids, now],
  )
  const taken = free.map(({ id }) => id)
  if (taken.length > 0)
    await tx.run(`UPDATE sightings SET filing_next_at = ? WHERE id IN (${marks(taken)})`, [until, ...taken])
  return new Set(taken)
}

const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ')

export async function markFiled(store: Store, sightingIds: readonly number[], filedTo: string): Promise<void> {
  if (sightingIds.length === 0) return
  await store.run(
    `UPDATE sightings SET filing = 'done', filed_to = ?, filing_error = NULL WHERE id IN (${marks(sightingIds)})`,
    [filedTo, ...sightingIds],
  )
}

export async function postponeFiling(
  store: Store,
  filing: PendingFiling,
  attempt: { nextAt: number; error: string },
): Promise<void> {
  await store.update('sightings', filing.id, {
    filing_attempts: filing.filing_attempts + 1,
    filing_next_at: attempt.nextAt,
    filing_error: attempt.error.slice(0, 500),
  })
}

/** When the next postponed fetch or filing of the mailbox is due (milliseconds), and how many mails wait to be read. */
export async function nextDue(store: Store, mailboxId: number): Promise<{ at: number | null; waiting: number }> {
  const fetches = await store.first<{ at: number | null; waiting: number }>(
    `SELECT MIN(fetch_next_at) AS at, COUNT(*) AS waiting FROM sightings WHERE mailbox_id = ? AND state = 'waiting'`,
    [mailboxId],
  )
  const filings = await store.first<{ at: number | null }>(
    `SELECT MIN(s.filing_next_at) AS at FROM sightings s
     WHERE s.mailbox_id = ? AND s.filing = 'pending' AND s.filing_attempts > 0`,
    [mailboxId],
  )
  const times = [fetches?.at, filings?.at].filter((at) => typeof at === 'number')
  return { at: times.length === 0 ? null : Math.min(...times), waiting: fetches?.waiting ?? 0 }
}
