import type { Statements } from '../types.ts'

/** How much waits and how much is stopped. Each statement reads that much, by an index that begins with the status. */
export interface Queues {
  inbound: StatusCount[]
  outbox: StatusCount[]
  /** Mails that wait to be moved or flagged on their server. */
  filing: number
  /** Held mails that a technician has been asked about. */
  confirmations: number
  alarms: number
}

export interface StatusCount {
  status: string
  count: number
  /** Of these, tried before. */
  retried: number
}

export async function readQueues(db: Statements): Promise<Queues> {
  return {
    inbound: await db.all<StatusCount>(
      `SELECT status, COUNT(*) AS count, SUM(CASE WHEN attempts > 0 THEN 1 ELSE 0 END) AS retried FROM inbound_mails
       WHERE status IN ('waiting', 'processing', 'parked') GROUP BY status`,
    ),
    outbox: await db.all<StatusCount>(
      `SELECT status, COUNT(*) AS count, SUM(CASE WHEN attempts > 0 THEN 1 ELSE 0 END) AS retried FROM outbox_mails
       WHERE status IN ('waiting', 'sending', 'parked', 'held', 'digest') GROUP BY status`,
    ),
    filing: await count(db, "SELECT COUNT(*) AS count FROM sightings WHERE filing = 'pending'"),
    confirmations: await count(db, "SELECT COUNT(*) AS count FROM confirmations WHERE status = 'waiting'"),
    alarms: await count(db, 'SELECT COUNT(*) AS count FROM alarms WHERE cleared_at IS NULL'),
  }
}

/** Keys of the transports that send nothing for now. */
export async function pausedTransports(db: Statements): Promise<Set<string>> {
  const rows = await db.all<{ key: string }>('SELECT `key` FROM transports WHERE paused_at IS NOT NULL')
  return new Set(rows.map(({ key }) => key))
}

async function count(db: Statements, sql: string): Promise<number> {
  return (await db.first<{ count: number }>(sql))?.count ?? 0
}
