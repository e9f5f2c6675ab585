import type { OutboxRow } from '../../store/queries/outbox.ts'
import { loadActors, loadItemRow } from '../../store/queries/outbox-items.ts'
import type { Statements } from '../../store/types.ts'

/** Somebody's words on a ticket. */
export interface Item {
  type: 'ticket' | 'followup' | 'solution'
  id: number
  /** Null for a ticket: see `authorOf`. */
  authorId: number | null
  text: string
  html: string | null
  at: number
  isPrivate: boolean
  isDeleted: boolean
  /** Of a solution: who answered it, and what they said. */
  answeredBy: number | null
  answeredAt: number | null
  answerReason: string | null
}

/** What the mail shows; null where it shows no item, or the item is gone. */
export async function loadItem(db: Statements, mail: OutboxRow): Promise<Item | null> {
  const type = mail.item_type
  if (mail.item_id === null || !isItemType(type)) return null
  const row = await loadItemRow(db, type, mail.item_id)
  if (!row) return null
  return {
    type,
    id: mail.item_id,
    authorId: row.author_id,
    text: row.content_text,
    html: row.content_html,
    at: row.at,
    isPrivate: row.is_private === 1,
    isDeleted: row.deleted_at !== null,
    answeredBy: row.answered_by,
    answeredAt: row.answered_at,
    answerReason: row.answer_reason,
  }
}

const isItemType = (type: string | null): type is Item['type'] =>
  type === 'ticket' || type === 'followup' || type === 'solution'

/** Who wrote it. A ticket's description is its requester's. */
export async function authorOf(db: Statements, item: Item): Promise<number | null> {
  return item.authorId ?? (item.type === 'ticket' ? await requesterOf(db, item.id) : null)
}

async function requesterOf(db: Statements, ticketId: number): Promise<number | null> {
  const actors = await loadActors(db, ticketId)
  return actors.find((actor) => actor.role === 'requester')?.person_id ?? null
}
