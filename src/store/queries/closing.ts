import type { Statements } from '../types.ts'

export interface DueTicket {
  id: number
  entityId: number
  closeDueAt: number
  solvedAt: number | null
}

const pageSize = 200
const columns = 'id, entity_id AS entityId, close_due_at AS closeDueAt, solved_at AS solvedAt'

/** Solved tickets whose delay is over, the longest due first; `after` is the last one of the page before. Index (status, close_due_at). */
export function dueForClosing(db: Statements, now: number, after: DueTicket | null): Promise<DueTicket[]> {
  return page(db, now, after, '')
}

/** Those that close within the horizon and of whose requesters nobody was reminded. The same index. */
export function dueForReminder(db: Statements, horizon: number, after: DueTicket | null): Promise<DueTicket[]> {
  return page(db, horizon, after, 'AND close_reminded_at IS NULL')
}

function page(db: Statements, until: number, after: DueTicket | null, also: string): Promise<DueTicket[]> {
  const from = after?.closeDueAt ?? 0
  return db.all<DueTicket>(
    `SELECT ${columns} FROM tickets
     WHERE status = 'solved' AND close_due_at BETWEEN ? AND ? AND (close_due_at > ? OR id > ?) AND deleted_at IS NULL ${also}
     ORDER BY close_due_at, id LIMIT ${pageSize}`,
    [from, until, from, after?.id ?? 0],
  )
}

/** Whether a mail that came by then is not decided yet. Index (status, next_attempt_at): `+ 0` keeps both databases from any other. */
export async function undecidedBefore(db: Statements, entityId: number, at: number): Promise<boolean> {
  const row = await db.first(
    `SELECT id FROM inbound_mails WHERE status IN ('waiting', 'processing') AND entity_id + 0 = ? AND received_at + 0 <= ? LIMIT 1`,
    [entityId, at],
  )
  return row !== null
}

/** Whether somebody is still asked if a mail on the ticket is theirs. Index (status, created_at): a question waits two weeks at most. */
export async function isAskedAbout(db: Statements, ticketId: number): Promise<boolean> {
  const row = await db.first(`SELECT id FROM confirmations WHERE status = 'waiting' AND ticket_id = ? LIMIT 1`, [
    ticketId,
  ])
  return row !== null
}
