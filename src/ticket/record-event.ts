import type { NewEvent, TicketEvent, VerbContext } from './types.ts'

/** Writes what happened in ticket_events, in the transaction of the change itself. */
export async function recordEvent(context: VerbContext, event: NewEvent): Promise<TicketEvent> {
  const id = await context.tx.insert('ticket_events', {
    ticket_id: event.ticketId,
    kind: event.kind,
    actor_id: event.actor.actorId,
    how: event.actor.how,
    via_mail_id: event.actor.viaMailId,
    is_private: event.isPrivate ? 1 : 0,
    data: JSON.stringify(event.data),
    at: context.now,
  })
  return { ...event, id }
}
