import type { Statements } from '../types.ts'

/** What shows whether mail flows. Each statement reads what waits or is stopped, by an index that begins with the status. */

/** When the oldest mail that is not processed came in, or null. */
export async function oldestUnprocessed(db: Statements): Promise<number | null> {
  const row = await db.first<{ at: number | null }>(
    "SELECT MIN(received_at) AS at FROM inbound_mails WHERE status IN ('waiting', 'processing')",
  )
  return row?.at ?? null
}

/** When the oldest mail was made that waits for its first attempt, and the oldest that waits at all; null where none does. */
export async function oldestUnsent(db: Statements): Promise<{ untried: number | null; any: number | null }> {
  const row = await db.first<{ untried: number | null; at: number | null }>(
    `SELECT MIN(CASE WHEN first_attempt_at IS NULL THEN created_at END) AS untried, MIN(created_at) AS at
     FROM outbox_mails WHERE status IN ('waiting', 'sending')`,
  )
  return { untried: row?.untried ?? null, any: row?.at ?? null }
}

export interface Stopped {
  count: number
  /** About the newest. */
  last: string
}

/** Mails that came in and were parked since then. Index (outcome, done_at). */
export async function parkedInbound(db: Statements, since: number): Promise<Stopped> {
  const where = "FROM inbound_mails WHERE outcome = 'parked' AND done_at >= ?"
  const counted = await db.first<{ count: number }>(`SELECT COUNT(*) AS count ${where}`, [since])
  const last = await db.first<{ id: number; reason: string | null }>(
    `SELECT id, reason ${where} ORDER BY done_at DESC LIMIT 1`,
    [since],
  )
  return { count: counted?.count ?? 0, last: last ? `mail ${last.id}, ${(last.reason ?? '').slice(0, 200)}` : '' }
}

/** Outgoing mails made since then that are parked. Index (status, …). */
export async function parkedOutbox(db: Statements, since: number): Promise<Stopped> {
  const where = "FROM outbox_mails WHERE status = 'parked' AND created_at >= ?"
  const counted = await db.first<{ count: number }>(`SELECT COUNT(*) AS count ${where}`, [since])
  const last = await db.first<{ to: string; reason: string | null }>(
    `SELECT to_address AS \`to\`, reason ${where} ORDER BY id DESC LIMIT 1`,
    [since],
  )
  return { count: counted?.count ?? 0, last: last ? `${last.to}, ${(last.reason ?? '').slice(0, 200)}` : '' }
}
