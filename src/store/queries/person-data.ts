import type { Row } from '../schema.ts'
import type { SqlValue, Statements } from '../types.ts'
import type { Subject } from './person-scope.ts'

/** What is held on a person beside tickets and mails, as rows. */
export async function personRecord(db: Statements, { id, addresses }: Subject): Promise<Record<string, object[]>> {
  const among = `(${addresses.map(() => '?').join(', ')})`
  const byAddress = (sql: string) => (addresses.length === 0 ? Promise.resolve([]) : db.all(sql, addresses))
  return {
    addresses: await db.all(
      'SELECT address, is_primary, undeliverable_at, undeliverable_reason FROM person_addresses WHERE person_id = ?',
      [id],
    ),
    roles: await db.all(
      'SELECT e.name AS entity, r.role, r.hears_new FROM person_roles r JOIN entities e ON e.id = r.entity_id WHERE r.person_id = ?',
      [id],
    ),
    groups: await db.all(
      'SELECT g.name FROM group_members m JOIN `groups` g ON g.id = m.group_id WHERE m.person_id = ?',
      [id],
    ),
    refusals: await byAddress(
      `SELECT address, reason, day, told FROM refusals_told WHERE entity_id IN (SELECT id FROM entities) AND address IN ${among}`,
    ),
    questions: await db.all(
      'SELECT inbound_mail_id, ticket_id, status, created_at, answered_at FROM confirmations WHERE person_id = ?',
      [id],
    ),
    earlierErasures: await db.all('SELECT at, counts FROM erasures WHERE person_id = ?', [id]),
  }
}

/** Journal rows of mails, and where each was seen. */
export const journalOf = (db: Statements, ids: readonly number[]): Promise<Row<'inbound_mails'>[]> =>
  inChunks(ids, (chunk) =>
    db.all<Row<'inbound_mails'>>(`SELECT * FROM inbound_mails WHERE id IN (${marks(chunk)})`, chunk),
  )

export const sightingRows = (db: Statements, ids: readonly number[]): Promise<Row<'sightings'>[]> =>
  inChunks(ids, (chunk) =>
    db.all<Row<'sightings'>>(`SELECT * FROM sightings WHERE inbound_mail_id IN (${marks(chunk)})`, chunk),
  )

export const outboxRows = (db: Statements, ids: readonly number[]): Promise<Row<'outbox_mails'>[]> =>
  inChunks(ids, (chunk) =>
    db.all<Row<'outbox_mails'>>(`SELECT * FROM outbox_mails WHERE id IN (${marks(chunk)})`, chunk),
  )

/** A ticket as the person may see it: what is private and another's is only counted. */
export async function ticketRecord(db: Statements, ticketId: number, personId: number): Promise<object | null> {
  const ticket = await db.byId('tickets', ticketId)
  if (!ticket) return null
  const followups = await db.all<Row<'followups'>>(
    'SELECT * FROM followups WHERE ticket_id = ? ORDER BY created_at, id',
    [ticketId],
  )
  const events = await db.all<Row<'ticket_events'>>('SELECT * FROM ticket_events WHERE ticket_id = ? ORDER BY id', [
    ticketId,
  ])
  const solutions = await db.all<Row<'solutions'>>(
    'SELECT * FROM solutions WHERE ticket_id = ? ORDER BY created_at, id',
    [ticketId],
  )
  const shown = followups.filter((row) => row.is_private === 0 || row.author_id === personId)
  return {
    // What was cut from the mail that opened it may quote what is private.
    ticket: { ...ticket, cut_text: null },
    parts: await db.all('SELECT role, added_at FROM ticket_actors WHERE ticket_id = ? AND person_id = ?', [
      ticketId,
      personId,
    ]),
    followups: shown.map((row) => withOwnCut(row, personId)),
    privateNotesOfOthers: followups.length - shown.length,
    solutions: solutions.map((row) => withOwnCut(row, personId)),
    events: events.filter((row) => row.is_private === 0 || row.actor_id === personId),
    documents: await documentsOf(db, ticketId),
    links: await db.all(
      'SELECT act, created_at, expires_at, used_at, result FROM action_links WHERE ticket_id = ? AND person_id = ? ORDER BY id',
      [ticketId, personId],
    ),
  }
}

/** What was cut from others' mails may quote what is private. */
function withOwnCut<R extends { author_id: number | null; cut_text: string | null }>(row: R, personId: number): R {
  return row.author_id === personId ? row : { ...row, cut_text: null }
}

export interface TicketDocument {
  id: number
  item_type: string
  item_id: number
  filename: string
  size: number
  storage_key: string
}

/** Documents of a ticket that are not private, not infected and not erased. Index (ticket_id, document_id). */
export const documentsOf = (db: Statements, ticketId: number): Promise<TicketDocument[]> =>
  db.all<TicketDocument>(
    `SELECT i.id, i.item_type, i.item_id, i.filename, d.size, d.storage_key FROM document_items i JOIN documents d ON d.id = i.document_id
     WHERE i.ticket_id = ? AND i.is_private = 0 AND d.erased_at IS NULL AND d.scan NOT IN ('infected', 'waiting') ORDER BY i.id`,
    [ticketId],
  )

async function inChunks<R>(ids: readonly number[], read: (chunk: readonly number[]) => Promise<R[]>): Promise<R[]> {
  const rows: R[] = []
  for (let start = 0; start < ids.length; start += 500) rows.push(...(await read(ids.slice(start, start + 500))))
  return rows
}

const marks = (values: readonly SqlValue[]): string => values.map(() => '?').join(', ')
