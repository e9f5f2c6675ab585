import type { ActorRole, VerbContext } from './types.ts'

export interface TicketActor {
  personId: number
  role: ActorRole
}

/** Persons who take part in a ticket. */
export async function readActors({ tx }: Pick<VerbContext, 'tx'>, ticketId: number): Promise<TicketActor[]> {
  return tx.all<TicketActor>(
    'SELECT person_id AS personId, role FROM ticket_actors WHERE ticket_id = ? AND person_id <> 0 ORDER BY id',
    [ticketId],
  )
}

/** The actors of a ticket that has none yet. */
export async function insertActors(
  { tx, now }: VerbContext,
  ticketId: number,
  actors: readonly TicketActor[],
): Promise<void> {
  await tx.insertAll(
    'ticket_actors',
    actors.map((actor) => rowOf(ticketId, actor, now)),
  )
}

/** Adds actors who are not there yet; gives those that were added. */
export async function addActors(
  { tx, now }: VerbContext,
  ticketId: number,
  actors: readonly TicketActor[],
): Promise<TicketActor[]> {
  const added: TicketActor[] = []
  for (const actor of actors) {
    if ((await tx.insertOrIgnore('ticket_actors', rowOf(ticketId, actor, now))) !== null) added.push(actor)
  }
  return added
}

const rowOf = (ticketId: number, { personId, role }: TicketActor, now: number) => ({
  ticket_id: ticketId,
  person_id: personId,
  group_id: 0,
  role,
  added_at: now,
})
