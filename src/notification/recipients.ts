import type { Statements } from '../store/types.ts'

/** Somebody who may be told: an active person with the address that answers go to. */
export interface Recipient {
  personId: number
  name: string
  address: string
  language: string
}

export type Actors = Record<'requester' | 'observer' | 'assignee', Recipient[]>

const recipientColumns = 'p.id AS personId, p.name AS name, pa.address AS address, p.language AS language'
const reachable = "JOIN person_addresses pa ON pa.person_id = p.id AND pa.is_primary = 1 WHERE p.status = 'active'"

/** Who takes part in a ticket, by role; members of groups that do as well. One query each. */
export async function readTicketRecipients(store: Statements, ticketId: number): Promise<Actors> {
  const direct = `SELECT a.role AS role, ${recipientColumns} FROM ticket_actors a JOIN persons p ON p.id = a.person_id ${reachable} AND a.ticket_id = ?`
  const byGroup = `SELECT a.role AS role, ${recipientColumns} FROM ticket_actors a JOIN group_members m ON m.group_id = a.group_id JOIN persons p ON p.id = m.person_id ${reachable} AND a.ticket_id = ? AND a.group_id <> 0`
  const rows = await store.all<Recipient & { role: string }>(`${direct} UNION ALL ${byGroup}`, [ticketId, ticketId])
  const actors: Actors = { requester: [], observer: [], assignee: [] }
  for (const { role, ...recipient } of rows) {
    if (role === 'requester' || role === 'observer' || role === 'assignee') actors[role].push(recipient)
  }
  return actors
}

/** Who hears of the new tickets of an entity. */
export function readWhoHearsNew(store: Statements, entityId: number): Promise<Recipient[]> {
  return store.all<Recipient>(
    `SELECT DISTINCT ${recipientColumns} FROM person_roles r JOIN persons p ON p.id = r.person_id ${reachable} AND r.entity_id = ? AND r.hears_new = 1 ORDER BY p.id`,
    [entityId],
  )
}

export function readRecipient(store: Statements, personId: number): Promise<Recipient | null> {
  return store.first<Recipient>(`SELECT ${recipientColumns} FROM persons p ${reachable} AND p.id = ?`, [personId])
}
