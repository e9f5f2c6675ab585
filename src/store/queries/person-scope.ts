import type { Row } from '../schema.ts'
import type { SqlValue, Statements } from '../types.ts'

/** Whom an export or an erasure is about. */
export interface Subject {
  id: number
  name: string
  language: string
  status: string
  createdAt: number
  addresses: string[]
}

/** By an address or a number; null where there is nobody. */
export async function findSubject(db: Statements, who: string): Promise<Subject | null> {
  const byAddress = await db.first<{ id: number }>('SELECT person_id AS id FROM person_addresses WHERE address = ?', [
    who.toLowerCase(),
  ])
  const person = await db.byId('persons', byAddress?.id ?? (/^\d{1,15}$/.test(who) ? Number(who) : 0))
  if (!person) return null
  const addresses = await db.all<{ address: string }>(
    'SELECT address FROM person_addresses WHERE person_id = ? ORDER BY id',
    [person.id],
  )
  const { id, name, language, status, created_at: createdAt } = person
  return { id, name, language, status, createdAt, addresses: addresses.map(({ address }) => address) }
}

/** Whether somebody else has the same name, its accents written in either way of Unicode. Index (name). */
export async function hasNamesake(db: Statements, { id, name }: Subject): Promise<boolean> {
  const sql = 'SELECT id FROM persons WHERE name IN (?, ?) AND id <> ? LIMIT 1'
  return (await db.first(sql, [name.normalize('NFC'), name.normalize('NFD'), id])) !== null
}

/** Tickets in which the person takes part. Index (person_id, role). */
export async function ticketsOf(db: Statements, personId: number): Promise<number[]> {
  const rows = await db.all<{ id: number }>(
    'SELECT DISTINCT ticket_id AS id FROM ticket_actors WHERE person_id = ? ORDER BY ticket_id',
    [personId],
  )
  return rows.map(({ id }) => id)
}

export type ScopedMail = Pick<
  Row<'inbound_mails'>,
  'id' | 'entity_id' | 'status' | 'outcome' | 'raw_key' | 'message_id' | 'ticket_id' | 'from_address'
>
const mailColumns = 'id, entity_id, status, outcome, raw_key, message_id, ticket_id, from_address'

/** Mails that came from these addresses. Index (from_address, received_at). */
export const mailsFrom = (db: Statements, addresses: readonly string[]): Promise<ScopedMail[]> =>
  addresses.length === 0
    ? Promise.resolve([])
    : db.all<ScopedMail>(
        `SELECT ${mailColumns} FROM inbound_mails WHERE from_address IN (${marks(addresses)}) ORDER BY id`,
        addresses,
      )

/** Mails that came to a ticket. Index (ticket_id). */
export const mailsOfTicket = (db: Statements, ticketId: number): Promise<ScopedMail[]> =>
  db.all<ScopedMail>(`SELECT ${mailColumns} FROM inbound_mails WHERE ticket_id = ? ORDER BY id`, [ticketId])

export const mailById = (db: Statements, id: number): Promise<ScopedMail | null> =>
  db.first<ScopedMail>(`SELECT ${mailColumns} FROM inbound_mails WHERE id = ?`, [id])

export type ScopedOutbox = Pick<
  Row<'outbox_mails'>,
  'id' | 'status' | 'person_id' | 'to_address' | 'reason' | 'ticket_id'
>
const outboxColumns = 'id, status, person_id, to_address, reason, ticket_id'

/** Mails of ours about a ticket. Index (ticket_id, person_id). */
export const outboxOfTicket = (db: Statements, ticketId: number): Promise<ScopedOutbox[]> =>
  db.all<ScopedOutbox>(`SELECT ${outboxColumns} FROM outbox_mails WHERE ticket_id = ? ORDER BY id`, [ticketId])

/** Mails of ours to the person. Indexes (person_id) and (entity_id, to_address, created_at). */
export async function outboxTo(db: Statements, subject: Subject): Promise<ScopedOutbox[]> {
  const found = await db.all<ScopedOutbox>(
    `SELECT ${outboxColumns} FROM outbox_mails WHERE person_id = ? ORDER BY id`,
    [subject.id],
  )
  if (subject.addresses.length === 0) return found
  const byAddress = await db.all<ScopedOutbox>(
    `SELECT ${outboxColumns} FROM outbox_mails WHERE entity_id IN (SELECT id FROM entities)
       AND to_address IN (${marks(subject.addresses)}) ORDER BY id`,
    subject.addresses,
  )
  const known = new Set(found.map(({ id }) => id))
  return [...found, ...byAddress.filter(({ id }) => !known.has(id))]
}

export const outboxById = (db: Statements, id: number): Promise<ScopedOutbox | null> =>
  db.first<ScopedOutbox>(`SELECT ${outboxColumns} FROM outbox_mails WHERE id = ?`, [id])

/** Events and parts of a ticket by which its opener and the person's own words are known. Index (ticket_id, id). */
export const eventsOf = (db: Statements, ticketId: number): Promise<Row<'ticket_events'>[]> =>
  db.all<Row<'ticket_events'>>('SELECT * FROM ticket_events WHERE ticket_id = ? ORDER BY id', [ticketId])

export type WrittenFollowup = Pick<Row<'followups'>, 'id' | 'author_id' | 'via_mail_id' | 'content_text'>

export const followupsOf = (db: Statements, ticketId: number): Promise<WrittenFollowup[]> =>
  db.all<WrittenFollowup>(
    'SELECT id, author_id, via_mail_id, content_text FROM followups WHERE ticket_id = ? ORDER BY created_at, id',
    [ticketId],
  )

/** The person's reasons for refusing solutions of a ticket. */
export async function reasonsOf(db: Statements, ticketId: number, personId: number): Promise<string[]> {
  const rows = await db.all<{ reason: string }>(
    'SELECT answer_reason AS reason FROM solutions WHERE ticket_id = ? AND answered_by = ? AND answer_reason IS NOT NULL',
    [ticketId, personId],
  )
  return rows.map(({ reason }) => reason)
}

export async function requestersOf(db: Statements, ticketId: number): Promise<number[]> {
  const rows = await db.all<{ id: number }>(
    "SELECT person_id AS id FROM ticket_actors WHERE ticket_id = ? AND role = 'requester' AND person_id <> 0",
    [ticketId],
  )
  return rows.map(({ id }) => id)
}

const marks = (values: readonly SqlValue[]): string => values.map(() => '?').join(', ')
