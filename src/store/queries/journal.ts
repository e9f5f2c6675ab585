import type { Row } from '../schema.ts'
import type { SqlValue, Statements } from '../types.ts'

export type JournalRow = Row<'inbound_mails'>

export interface JournalFilter {
  /** A kind of outcome, a category of the ledger, or a status. */
  outcome?: string
  from?: string
  ticketId?: number
  /** Received at or after, in milliseconds. */
  since?: number
}

/** The newest mails of the journal that fit, newest first. */
export function listJournal(db: Statements, filter: JournalFilter, most: number): Promise<JournalRow[]> {
  const conditions: string[] = []
  const values: SqlValue[] = []
  const add = (sql: string, ...more: SqlValue[]) => {
    conditions.push(sql)
    values.push(...more)
  }
  if (filter.outcome !== undefined) add('(outcome = ? OR category = ? OR status = ?)', ...repeat(filter.outcome, 3))
  if (filter.from !== undefined) add('from_address = ?', filter.from.toLowerCase())
  if (filter.ticketId !== undefined) add('ticket_id = ?', filter.ticketId)
  if (filter.since !== undefined) add('received_at >= ?', filter.since)
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`
  return db.all<JournalRow>(`SELECT * FROM inbound_mails ${where} ORDER BY id DESC LIMIT ${Math.trunc(most)}`, values)
}

const repeat = (value: string, times: number): string[] => Array.from({ length: times }, () => value)

export interface Seen {
  mailbox: string
  source: string
  uid: number | null
  seen_at: number
  filing: string
  filed_to: string | null
  filing_error: string | null
}

/** Where a mail was seen, and where it was filed. Index (inbound_mail_id). */
export function sightingsOf(db: Statements, mailId: number): Promise<Seen[]> {
  return db.all<Seen>(
    `SELECT b.\`key\` AS mailbox, s.source, s.uid, s.seen_at, s.filing, s.filed_to, s.filing_error
     FROM sightings s JOIN mailboxes b ON b.id = s.mailbox_id WHERE s.inbound_mail_id = ? ORDER BY s.id LIMIT 100`,
    [mailId],
  )
}

export function confirmationOf(db: Statements, mailId: number): Promise<{ status: string; name: string } | null> {
  return db.first<{ status: string; name: string }>(
    'SELECT c.status, p.name FROM confirmations c JOIN persons p ON p.id = c.person_id WHERE c.inbound_mail_id = ?',
    [mailId],
  )
}

/** Whether a mail of this Message-ID was taken in as a private followup. Indexes (message_id) and (ticket, created_at). */
export async function isPrivateMail(db: Statements, messageId: string): Promise<boolean> {
  const row = await db.first(
    `SELECT f.id FROM inbound_mails m JOIN followups f ON f.ticket_id = m.ticket_id AND f.via_mail_id = m.id
     WHERE m.message_id = ? AND f.is_private = 1 LIMIT 1`,
    [messageId],
  )
  return row !== null
}

/** What reply extraction took away from a mail, whatever its words became. Index (ticket, created_at). */
export async function cutTextOf(db: Statements, mail: JournalRow): Promise<string | null> {
  if (mail.ticket_id === null) return null
  const of = (table: string) =>
    `SELECT cut_text AS cut FROM ${table} WHERE ticket_id = ? AND via_mail_id = ? AND cut_text IS NOT NULL`
  const opened = 'SELECT cut_text AS cut FROM tickets WHERE id = ? AND inbound_mail_id = ? AND cut_text IS NOT NULL'
  const key = [mail.ticket_id, mail.id]
  const row = await db.first<{ cut: string }>(
    `${of('followups')} UNION ALL ${of('solutions')} UNION ALL ${opened} LIMIT 1`,
    [...key, ...key, ...key],
  )
  return row?.cut ?? null
}
