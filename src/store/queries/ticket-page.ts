import type { Row } from '../schema.ts'
import type { Statements } from '../types.ts'
import { type ActorRow, loadActors, loadNames } from './outbox-items.ts'

/** All that stands on a ticket, in order, for people who work without the web. */
export interface TicketPage {
  ticket: Row<'tickets'>
  actors: ActorRow[]
  events: Row<'ticket_events'>[]
  followups: Map<number, Row<'followups'>>
  solutions: Map<number, Row<'solutions'>>
  files: { itemType: string; itemId: number; filename: string; size: number }[]
  linked: number[]
  names: Map<number, string>
}

/** More of one ticket nobody reads in a terminal; the newest are left out, and the caller says so. */
const mostEvents = 2000

/** Each statement by an index that begins with the ticket. */
export async function loadTicketPage(db: Statements, id: number): Promise<TicketPage | null> {
  const ticket = await db.byId('tickets', id)
  if (!ticket) return null
  const events = await db.all<Row<'ticket_events'>>(
    `SELECT * FROM ticket_events WHERE ticket_id = ? ORDER BY id LIMIT ${mostEvents}`,
    [id],
  )
  const followups = await db.all<Row<'followups'>>(
    `SELECT * FROM followups WHERE ticket_id = ? ORDER BY created_at LIMIT ${mostEvents}`,
    [id],
  )
  const solutions = await db.all<Row<'solutions'>>('SELECT * FROM solutions WHERE ticket_id = ? ORDER BY created_at', [
    id,
  ])
  const files = await db.all<TicketPage['files'][number]>(
    `SELECT i.item_type AS itemType, i.item_id AS itemId, i.filename, d.size FROM document_items i
     JOIN documents d ON d.id = i.document_id WHERE i.ticket_id = ? ORDER BY i.id LIMIT ${mostEvents}`,
    [id],
  )
  const links = await db.all<{ a: number; b: number }>(
    `SELECT from_ticket_id AS a, to_ticket_id AS b FROM ticket_links WHERE from_ticket_id = ?
     UNION ALL SELECT from_ticket_id, to_ticket_id FROM ticket_links WHERE to_ticket_id = ?`,
    [id, id],
  )
  return {
    ticket,
    actors: await loadActors(db, id),
    events,
    followups: new Map(followups.map((row) => [row.id, row])),
    solutions: new Map(solutions.map((row) => [row.id, row])),
    files,
    linked: links.map(({ a, b }) => (a === id ? b : a)),
    names: await namesOf(db, [...events.map(({ actor_id }) => actor_id), ticket.closed_by]),
  }
}

const chunk = 500

async function namesOf(db: Statements, ids: readonly (number | null)[]): Promise<Map<number, string>> {
  const wanted = [...new Set(ids)].filter((id) => id !== null)
  const names = new Map<number, string>()
  for (let start = 0; start < wanted.length; start += chunk)
    for (const [id, name] of await loadNames(db, wanted.slice(start, start + chunk))) names.set(id, name)
  return names
}
