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

/** Adds actors who are not there yet; gives those that were added. */
export async function addActors(
  context: VerbContext,
  ticketId: number,
  actors: readonly TicketActor[],
): Promise<TicketActor[]> {
  const added: TicketActor[] = []
  for (const actor of actors) {
    const id = await context.tx.insertOrIgnore('ticket_actors', {
      ticket_id: ticketId,
      person_id: actor.personId,
      group_id: 0,
      role: actor.role,
      added_at: context.now,
    })
    if (id !== null) added.push(actor)
  }
  return added
}
