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

type Told = Actors & { hearsNew: Recipient[] }

/**
 * Who takes part in a ticket, by role; members of groups that do as well; and who hears of the new tickets of its entity. Who was assigned
 * and no longer works there is nobody's technician: somebody else must hear of the ticket.
 */
export async function readRecipients(store: Statements, ticket: { id: number; entity_id: number }): Promise<Told> {
  const ofTicket = [ticket.entity_id, ticket.id]
  const rows = await store.all<Recipient & { role: string; works: number }>(everybody, [
    ...ofTicket,
    ...ofTicket,
    ticket.entity_id,
  ])
  const found: Told = { requester: [], observer: [], assignee: [], hearsNew: [] }
  for (const { role, works, ...recipient } of rows)
    if (role === 'requester' || role === 'observer' || role === 'hearsNew' || (role === 'assignee' && works > 0))
      found[role].push(recipient)
  return found
}

const works = `(SELECT COUNT(*) FROM person_roles w WHERE w.person_id = p.id AND w.entity_id = ?
  AND w.role IN ('technician', 'manager', 'administrator')) AS works`
const direct = `SELECT a.role AS role, ${recipientColumns}, ${works} FROM ticket_actors a JOIN persons p ON p.id = a.person_id ${reachable} AND a.ticket_id = ?`
const byGroup = `SELECT a.role AS role, ${recipientColumns}, ${works} FROM ticket_actors a JOIN group_members m ON m.group_id = a.group_id JOIN persons p ON p.id = m.person_id ${reachable} AND a.ticket_id = ? AND a.group_id <> 0`
const hearing = `SELECT DISTINCT 'hearsNew' AS role, ${recipientColumns}, 1 AS works FROM person_roles r JOIN persons p ON p.id = r.person_id ${reachable} AND r.entity_id = ? AND r.hears_new = 1`
/** One statement for all: each part is served by an index. */
const everybody = `${direct} UNION ALL ${byGroup} UNION ALL ${hearing} ORDER BY personId`

export function readRecipient(store: Statements, personId: number): Promise<Recipient | null> {
  return store.first<Recipient>(`SELECT ${recipientColumns} FROM persons p ${reachable} AND p.id = ?`, [personId])
}
