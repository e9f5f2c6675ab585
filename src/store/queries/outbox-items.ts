import type { Statements } from '../types.ts'

/** What a mail shows of a ticket. Each statement is served by an index of the table it begins with. */

export interface ItemRow {
  author_id: number | null
  content_text: string
  content_html: string | null
  at: number
  is_private: number
  deleted_at: number | null
  answered_by: number | null
  answered_at: number | null
  answer_reason: string | null
}

const itemSql = {
  ticket: `SELECT NULL AS author_id, content_text, content_html, opened_at AS at, 0 AS is_private, deleted_at,
    NULL AS answered_by, NULL AS answered_at, NULL AS answer_reason FROM tickets WHERE id = ?`,
  followup: `SELECT author_id, content_text, content_html, created_at AS at, is_private, deleted_at,
    NULL AS answered_by, NULL AS answered_at, NULL AS answer_reason FROM followups WHERE id = ?`,
  solution: `SELECT author_id, content_text, content_html, created_at AS at, 0 AS is_private, NULL AS deleted_at,
    answered_by, answered_at, answer_reason FROM solutions WHERE id = ?`,
}

export const loadItemRow = (db: Statements, type: keyof typeof itemSql, id: number): Promise<ItemRow | null> =>
  db.first<ItemRow>(itemSql[type], [id])

export interface ActorRow {
  role: string
  person_id: number | null
  name: string
  address: string | null
}

/** Who takes part in a ticket, in the order in which they came. Index (ticket, role, person, group). */
export const loadActors = (db: Statements, ticketId: number): Promise<ActorRow[]> =>
  db.all<ActorRow>(
    `SELECT a.role, p.id AS person_id, COALESCE(p.name, g.name, '') AS name, pa.address
     FROM ticket_actors a LEFT JOIN persons p ON p.id = a.person_id
     LEFT JOIN person_addresses pa ON pa.person_id = p.id AND pa.is_primary = 1 LEFT JOIN \`groups\` g ON g.id = a.group_id
     WHERE a.ticket_id = ? ORDER BY a.added_at, a.id LIMIT 200`,
    [ticketId],
  )

export interface HistoryRow extends ItemRow {
  id: number
  /** Who wrote it as the mail says, where nobody known has been found to be its author. */
  writer: string | null
}

/** Followups and solutions of a ticket up to a moment, newest first. Index (ticket, created_at). */
export async function loadHistory(
  db: Statements,
  ticketId: number,
  before: number,
  options: { withPrivate: boolean; most: number },
): Promise<{ followups: HistoryRow[]; solutions: HistoryRow[] }> {
  const most = `ORDER BY created_at DESC, id DESC LIMIT ${Math.trunc(options.most)}`
  const followups = await db.all<HistoryRow>(
    `SELECT id, author_id, writer, content_text, content_html, created_at AS at, is_private, deleted_at, NULL AS answered_by,
     NULL AS answered_at, NULL AS answer_reason FROM followups WHERE ticket_id = ? AND created_at <= ? AND deleted_at IS NULL
     ${options.withPrivate ? '' : 'AND is_private = 0'} ${most}`,
    [ticketId, before],
  )
  const solutions = await db.all<HistoryRow>(
    `SELECT id, author_id, NULL AS writer, content_text, content_html, created_at AS at, 0 AS is_private, NULL AS deleted_at, answered_by,
     answered_at, answer_reason FROM solutions WHERE ticket_id = ? AND created_at <= ? ${most}`,
    [ticketId, before],
  )
  return { followups, solutions }
}

export async function loadNames(db: Statements, ids: readonly number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db.all<{ id: number; name: string }>(
    `SELECT id, name FROM persons WHERE id IN (${ids.map(() => '?').join(', ')})`,
    ids,
  )
  return new Map(rows.map((row) => [row.id, row.name]))
}

export interface FileRow {
  id: number
  filename: string
  content_id: string | null
  is_inline: number
  size: number
  content_type: string
  storage_key: string
}

/** Files of an item that may leave: not infected, looked at by the scanner where there is one, not erased. Index (item_type, item_id). */
export const loadItemFiles = (
  db: Statements,
  item: { type: string; id: number },
  options: { withPrivate: boolean; most: number },
): Promise<FileRow[]> =>
  db.all<FileRow>(
    `SELECT di.id, di.filename, di.content_id, di.is_inline, d.size, d.content_type, d.storage_key
     FROM document_items di JOIN documents d ON d.id = di.document_id
     WHERE di.item_type = ? AND di.item_id = ? AND d.scan NOT IN ('infected', 'waiting') AND d.erased_at IS NULL
     ${options.withPrivate ? '' : 'AND di.is_private = 0'} ORDER BY di.id LIMIT ${Math.trunc(options.most)}`,
    [item.type, item.id],
  )

export interface NoticeRow {
  id: number
  mailbox_id: number | null
  event: string
  /** As frozen: JSON. */
  data: string
  ticket_id: number
  title: string
  ticket_status: string
  is_private: number
  created_at: number
  item_type: string | null
  item_id: number | null
}

/** The notices that a digest gathers, without those whose ticket is gone. */
export async function loadNotices(db: Statements, ids: readonly number[]): Promise<NoticeRow[]> {
  if (ids.length === 0) return []
  return db.all<NoticeRow>(
    `SELECT m.id, m.mailbox_id, m.event, m.data, m.ticket_id, t.title, t.status AS ticket_status, m.is_private, m.created_at, m.item_type, m.item_id
     FROM outbox_mails m JOIN tickets t ON t.id = m.ticket_id
     WHERE m.id IN (${ids.map(() => '?').join(', ')}) AND t.deleted_at IS NULL ORDER BY m.id`,
    ids,
  )
}
