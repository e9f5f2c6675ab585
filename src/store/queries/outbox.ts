import type { Row } from '../schema.ts'
import type { SqlValue, Statements, Store, Tx } from '../types.ts'

/** The statements of the outbox. Each is served by an index; the comment names it where it is not the primary key. */

export type OutboxRow = Row<'outbox_mails'>

/**
 * Takes up to `limit` due mails of a transport, oldest first, for `leaseMs`. Index (status, transport, next_attempt_at).
 * Of two processes that saw the same mail, the one whose UPDATE comes first has it.
 */
export async function claimMails(
  store: Store,
  claim: { transport: string; owner: string; now: number; leaseMs: number; limit: number },
): Promise<OutboxRow[]> {
  const due = await store.all<{ id: number }>(
    `SELECT id FROM outbox_mails WHERE status = 'waiting' AND transport = ? AND next_attempt_at <= ?
     ORDER BY next_attempt_at LIMIT ${Math.trunc(claim.limit)}`,
    [claim.transport, claim.now],
  )
  if (due.length === 0) return []
  const ids = due.map((row) => row.id)
  const taken = await store.run(
    `UPDATE outbox_mails SET status = 'sending', lease_owner = ?, lease_until = ${store.nowSql} + ?, attempts = attempts + 1
     WHERE id IN (${marks(ids)}) AND status = 'waiting' AND next_attempt_at <= ?`,
    [claim.owner, claim.leaseMs, ...ids, claim.now],
  )
  if (taken === 0) return []
  return store.all<OutboxRow>(
    `SELECT * FROM outbox_mails WHERE id IN (${marks(ids)}) AND status = 'sending' AND lease_owner = ? ORDER BY id`,
    [...ids, claim.owner],
  )
}

/** Keeps what is still being sent from being taken by another process. */
export async function renewLeases(store: Store, owner: string, ids: readonly number[], leaseMs: number): Promise<void> {
  if (ids.length === 0) return
  await store.run(
    `UPDATE outbox_mails SET lease_until = ${store.nowSql} + ?
     WHERE id IN (${marks(ids)}) AND status = 'sending' AND lease_owner = ?`,
    [leaseMs, ...ids, owner],
  )
}

/** Gives back what a process held when it died. Index (status, transport): only what is being sent. */
export function releaseExpired(store: Store, transport: string, now: number): Promise<number> {
  return store.run(
    `UPDATE outbox_mails SET status = 'waiting', lease_owner = NULL, lease_until = NULL, next_attempt_at = ?
     WHERE status = 'sending' AND transport = ? AND lease_until < ${store.nowSql}`,
    [now, transport],
  )
}

/** Gives back what this process took and has not begun. */
export async function giveBackMails(store: Store, owner: string, ids: readonly number[], now: number): Promise<void> {
  if (ids.length === 0) return
  await store.run(
    `UPDATE outbox_mails SET status = 'waiting', lease_owner = NULL, lease_until = NULL, next_attempt_at = ?,
       attempts = attempts - 1 WHERE id IN (${marks(ids)}) AND status = 'sending' AND lease_owner = ?`,
    [now, ...ids, owner],
  )
}

/** What the rules of delivery look at, and what every mail says: the ticket and the person, in one statement. */
export interface MailContext {
  title: string | null
  ticket_status: string | null
  ticket_type: string | null
  urgency: number | null
  /** Message-ID of the mail that opened the ticket. */
  root_message_id: string | null
  deleted_at: number | null
  person_name: string | null
  person_status: string | null
  time_zone: string | null
  /** How many of the roles technician, manager and administrator the person has in the entity. */
  staff_roles: number
  /** How many of those that close tickets by command. */
  closing_roles: number
  /** In how many ways the person takes part in the ticket. */
  parts: number
  /** In how many ways the person asked for it. */
  asks: number
}

export function loadMailContext(db: Statements, mail: OutboxRow): Promise<MailContext | null> {
  return db.first<MailContext>(
    `SELECT t.title, t.status AS ticket_status, t.type AS ticket_type, t.urgency, t.deleted_at,
       i.message_id AS root_message_id, p.name AS person_name, p.status AS person_status, p.time_zone,
       (SELECT COUNT(*) FROM person_roles r WHERE r.person_id = m.person_id AND r.entity_id = m.entity_id
          AND r.role IN ('technician', 'manager', 'administrator')) AS staff_roles,
       (SELECT COUNT(*) FROM person_roles r WHERE r.person_id = m.person_id AND r.entity_id = m.entity_id
          AND r.role IN ('manager', 'administrator')) AS closing_roles,
       (SELECT COUNT(*) FROM ticket_actors a WHERE a.ticket_id = m.ticket_id AND a.person_id = m.person_id) +
       (SELECT COUNT(*) FROM ticket_actors a JOIN group_members g ON g.group_id = a.group_id
          WHERE a.ticket_id = m.ticket_id AND g.person_id = m.person_id) AS parts,
       (SELECT COUNT(*) FROM ticket_actors a WHERE a.ticket_id = m.ticket_id AND a.role = 'requester' AND a.person_id = m.person_id) +
       (SELECT COUNT(*) FROM ticket_actors a JOIN group_members g ON g.group_id = a.group_id
          WHERE a.ticket_id = m.ticket_id AND a.role = 'requester' AND g.person_id = m.person_id) AS asks
     FROM outbox_mails m LEFT JOIN tickets t ON t.id = m.ticket_id LEFT JOIN persons p ON p.id = m.person_id
       LEFT JOIN inbound_mails i ON i.id = t.inbound_mail_id
     WHERE m.id = ?`,
    [mail.id],
  )
}

/**
 * How many mails were made since then before this one: to the same person about its ticket, and to its address. Each counts to its bound
 * and no further. Indexes (ticket, person) and (entity, address, time).
 */
export async function countEarlier(
  db: Statements,
  mail: OutboxRow,
  since: number,
  most: { ofTicket: number; ofAddress: number },
): Promise<{ ofTicket: number; ofAddress: number }> {
  const count = await db.first<{ ofTicket: number; ofAddress: number }>(
    `SELECT
       (SELECT COUNT(*) FROM (SELECT 1 AS one FROM outbox_mails WHERE ticket_id = ? AND ${same('person_id', mail.person_id)} AND id < ?
         AND created_at >= ? LIMIT ${Math.trunc(most.ofTicket)}) of_ticket) AS ofTicket,
       (SELECT COUNT(*) FROM (SELECT 1 AS one FROM outbox_mails WHERE entity_id = ? AND to_address = ? AND id < ?
         AND created_at BETWEEN ? AND ? LIMIT ${Math.trunc(most.ofAddress)}) of_address) AS ofAddress`,
    [
      ...[mail.ticket_id, ...given(mail.person_id), mail.id, since],
      ...[mail.entity_id, mail.to_address, mail.id, since, mail.created_at],
    ],
  )
  return count ?? { ofTicket: 0, ofAddress: 0 }
}

/** Message-IDs of the last mails of this ticket to the same person, newest first. Index (ticket, person). */
export async function loadEarlierIds(db: Statements, mail: OutboxRow, most: number): Promise<string[]> {
  const rows = await db.all<{ id: string }>(
    `SELECT COALESCE(assigned_message_id, message_id) AS id FROM outbox_mails
     WHERE ticket_id = ? AND ${same('person_id', mail.person_id)} AND id < ? AND message_id IS NOT NULL
     ORDER BY id DESC LIMIT ${Math.trunc(most)}`,
    [mail.ticket_id, ...given(mail.person_id), mail.id],
  )
  return rows.map((row) => row.id)
}

/** How many mails of a transport were taken since then, at most `most`. Index (transport, sent_at). */
export async function countSent(db: Statements, transport: string, since: number, most: number): Promise<number> {
  const row = await db.first<{ n: number }>(
    `SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM outbox_mails WHERE transport = ? AND sent_at > ?
     LIMIT ${Math.trunc(most)}) AS sent`,
    [transport, since],
  )
  return row?.n ?? 0
}

/** Keeps the bytes that every attempt will send; false where the lease was lost meanwhile. */
export async function saveRendered(
  db: Statements,
  id: number,
  owner: string,
  rendered: { messageId: string; rawKey: string; subject: string; text: string; htmlText: string; at: number },
): Promise<boolean> {
  const matched = await db.run(
    `UPDATE outbox_mails SET message_id = ?, raw_key = ?, subject = ?, sent_text = ?, sent_html_text = ?, first_attempt_at = ?
     WHERE id = ? AND status = 'sending' AND lease_owner = ? AND raw_key IS NULL`,
    [
      ...[rendered.messageId, rendered.rawKey, rendered.subject, rendered.text, rendered.htmlText, rendered.at],
      ...[id, owner],
    ],
  )
  return matched === 1
}

/** Ends the lease with what became of the mail; false where the lease was lost meanwhile. */
export async function finishMail(
  tx: Tx,
  id: number,
  owner: string,
  change: { status: string; nextAttemptAt: number | null; reason: string | null; attempts: number },
): Promise<boolean> {
  const matched = await tx.run(
    `UPDATE outbox_mails SET status = ?, next_attempt_at = ?, reason = ?, attempts = ?, lease_owner = NULL, lease_until = NULL
     WHERE id = ? AND status = 'sending' AND lease_owner = ?`,
    [change.status, change.nextAttemptAt, change.reason, change.attempts, id, owner],
  )
  return matched === 1
}

/** The server has taken it: true whoever holds the lease by now. */
export async function markSent(tx: Tx, id: number, at: number, assignedMessageId: string | null): Promise<void> {
  await tx.run(
    `UPDATE outbox_mails SET status = 'sent', next_attempt_at = NULL, reason = NULL, lease_owner = NULL, lease_until = NULL,
       sent_at = ?, assigned_message_id = ? WHERE id = ? AND status <> 'sent'`,
    [at, assignedMessageId, id],
  )
}

/** The notices that wait for a digest, oldest first. Index (status, transport, next_attempt_at). */
export function loadDueDigests(db: Statements, transport: string, now: number, most: number): Promise<OutboxRow[]> {
  return db.all<OutboxRow>(
    `SELECT * FROM outbox_mails WHERE status = 'digest' AND transport = ? AND next_attempt_at <= ?
     ORDER BY next_attempt_at LIMIT ${Math.trunc(most)}`,
    [transport, now],
  )
}

/** What the list of the outbox shows. Index (status, transport), or (ticket, person). */
export function listMails(
  db: Statements,
  only: { status?: string; ticketId?: number },
  most: number,
): Promise<OutboxRow[]> {
  const conditions = [
    ...(only.status === undefined ? [] : ['status = ?']),
    ...(only.ticketId === undefined ? [] : ['ticket_id = ?']),
  ]
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`
  return db.all<OutboxRow>(`SELECT * FROM outbox_mails ${where} ORDER BY id DESC LIMIT ${Math.trunc(most)}`, [
    ...(only.status === undefined ? [] : [only.status]),
    ...(only.ticketId === undefined ? [] : [only.ticketId]),
  ])
}

export const loadAttempts = (db: Statements, mailId: number): Promise<Row<'outbox_attempts'>[]> =>
  db.all<Row<'outbox_attempts'>>('SELECT * FROM outbox_attempts WHERE outbox_mail_id = ? ORDER BY id', [mailId])

export const loadTransports = (db: Statements): Promise<Row<'transports'>[]> =>
  db.all<Row<'transports'>>('SELECT * FROM transports ORDER BY `key`')

/** Has a stopped mail tried again from the start: the same bytes where it has some, else rendered anew. Not one whose words retention took. */
export function releaseMail(db: Statements, id: number, now: number, reason: string): Promise<number> {
  return db.run(
    `UPDATE outbox_mails SET status = 'waiting', next_attempt_at = ?, attempts = 0, reason = ?,
       first_attempt_at = CASE WHEN first_attempt_at IS NULL THEN NULL ELSE ? END
     WHERE id = ? AND data <> '{}' AND (status IN ('parked', 'held', 'cancelled', 'waiting') OR (status = 'digest' AND next_attempt_at IS NOT NULL))`,
    [now, reason, now, id],
  )
}

const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ')

/** `=` is never true of null, and MariaDB and SQLite spell the comparison that is differently. */
const same = (column: string, value: SqlValue): string => (value === null ? `${column} IS NULL` : `${column} = ?`)
const given = (value: SqlValue): SqlValue[] => (value === null ? [] : [value])
