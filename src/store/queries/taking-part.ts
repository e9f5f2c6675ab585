import { z } from 'zod'
import type { Statements } from '../types.ts'

/** What part a person has in a ticket, also as a member of a group. Indexes (ticket, role, person, group) and (group, person). */
export async function readRolesOn(db: Statements, ticketId: number, personId: number): Promise<string[]> {
  const rows = await db.all<{ role: string }>(
    `SELECT role FROM ticket_actors WHERE ticket_id = ? AND person_id = ?
     UNION SELECT a.role FROM ticket_actors a JOIN group_members m ON m.group_id = a.group_id
     WHERE a.ticket_id = ? AND a.group_id <> 0 AND m.person_id = ?`,
    [ticketId, personId, ticketId, personId],
  )
  return rows.map(({ role }) => role)
}

/** Names of those who work on a ticket: its assignees, and who proposed a solution. Indexes (ticket, role, person, group) and (ticket, created_at). */
export async function readTechnicianNames(db: Statements, ticketId: number): Promise<string[]> {
  const rows = await db.all<{ name: string }>(
    `SELECT p.name FROM ticket_actors a JOIN persons p ON p.id = a.person_id WHERE a.ticket_id = ? AND a.role = 'assignee'
     UNION SELECT p.name FROM solutions s JOIN persons p ON p.id = s.author_id WHERE s.ticket_id = ?`,
    [ticketId, ticketId],
  )
  return rows.map(({ name }) => name)
}

/** Whether a person or a group has the ticket. */
export async function hasAssignee(db: Statements, ticketId: number): Promise<boolean> {
  return (
    (await db.first("SELECT id FROM ticket_actors WHERE ticket_id = ? AND role = 'assignee' LIMIT 1", [ticketId])) !==
    null
  )
}

/** Every address of those who take part in a ticket, in lower case. */
export async function readTakingPart(db: Statements, ticketId: number): Promise<string[]> {
  const rows = await db.all<{ address: string }>(
    `SELECT DISTINCT p.address FROM ticket_actors a JOIN person_addresses p ON p.person_id = a.person_id
     WHERE a.ticket_id = ? AND a.person_id <> 0`,
    [ticketId],
  )
  return rows.map(({ address }) => address)
}

/** Addresses that have been proposed as observers of a ticket. Index (ticket, id). */
export async function readProposed(db: Statements, ticketId: number): Promise<string[]> {
  const rows = await db.all<{ data: string }>(
    "SELECT data FROM ticket_events WHERE ticket_id = ? AND kind = 'observer-proposed'",
    [ticketId],
  )
  return rows.flatMap(({ data }) => proposal.parse(JSON.parse(data)).addresses)
}

const proposal = z.object({ addresses: z.array(z.string()) })
