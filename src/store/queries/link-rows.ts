import type { Row } from '../schema.ts'
import type { Statements, Tx } from '../types.ts'

/** What a signed link is about, as it is now; null where the link has nothing to do with it, or it is gone. */
export interface LinkRows {
  link: Row<'action_links'>
  ticket: Row<'tickets'> | null
  solution: Row<'solutions'> | null
  /** Whether a solution was proposed after this one. */
  isSuperseded: boolean
  confirmation: Row<'confirmations'> | null
}

/** Each statement by an index that begins with an id. */
export async function loadLinkRows(db: Statements, link: Row<'action_links'>): Promise<LinkRows> {
  const solution = link.solution_id === null ? null : await db.byId('solutions', link.solution_id)
  return {
    link,
    ticket: link.ticket_id === null ? null : await db.byId('tickets', link.ticket_id),
    solution,
    isSuperseded: solution !== null && (await hasNewer(db, solution)),
    confirmation: await loadConfirmation(db, link),
  }
}

/** The same, the rows locked in the order in which every change of a ticket takes them. */
export async function lockLinkRows(tx: Tx, link: Row<'action_links'>): Promise<LinkRows> {
  const ticket = link.ticket_id === null ? null : await tx.lock('tickets', link.ticket_id)
  const solution = link.solution_id === null ? null : await tx.lock('solutions', link.solution_id)
  const confirmation = await loadConfirmation(tx, link)
  return {
    link,
    ticket,
    solution,
    isSuperseded: solution !== null && (await hasNewer(tx, solution)),
    confirmation: confirmation === null ? null : await tx.lock('confirmations', confirmation.id),
  }
}

async function hasNewer(db: Statements, { id, ticket_id }: Row<'solutions'>): Promise<boolean> {
  return (await db.first('SELECT id FROM solutions WHERE ticket_id = ? AND id > ? LIMIT 1', [ticket_id, id])) !== null
}

async function loadConfirmation(db: Statements, link: Row<'action_links'>): Promise<Row<'confirmations'> | null> {
  if (link.inbound_mail_id === null) return null
  return db.first<Row<'confirmations'>>('SELECT * FROM confirmations WHERE inbound_mail_id = ?', [link.inbound_mail_id])
}

/** Whether an active person asked for this ticket, by name or as a member of a group. Index (ticket, role, person, group). */
export async function isRequester(db: Statements, ticketId: number, personId: number): Promise<boolean> {
  const direct = `SELECT a.id FROM ticket_actors a JOIN persons p ON p.id = a.person_id
    WHERE a.ticket_id = ? AND a.role = 'requester' AND a.person_id = ? AND p.status = 'active'`
  const byGroup = `SELECT a.id FROM ticket_actors a JOIN group_members m ON m.group_id = a.group_id
    JOIN persons p ON p.id = m.person_id
    WHERE a.ticket_id = ? AND a.role = 'requester' AND a.group_id <> 0 AND m.person_id = ? AND p.status = 'active'`
  const values = [ticketId, personId, ticketId, personId]
  return (await db.first(`${direct} UNION ALL ${byGroup} LIMIT 1`, values)) !== null
}

/** The decision was taken back: the links that asked for it ask again. Index (solution_id). */
export async function reviveDecisionLinks(db: Statements, solutionId: number): Promise<void> {
  await db.run(
    "UPDATE action_links SET used_at = NULL, result = NULL WHERE solution_id = ? AND act IN ('approve', 'refuse') AND used_at IS NOT NULL",
    [solutionId],
  )
}

/** The link of an act that a mail of ours carried, or null. Index (outbox_mail_id). */
export function linkOfMail(db: Statements, outboxMailId: number, act: string): Promise<{ id: number } | null> {
  return db.first('SELECT id FROM action_links WHERE outbox_mail_id = ? AND act = ? LIMIT 1', [outboxMailId, act])
}
