import type { Row } from '../store/schema.ts'
import { recordEvent } from './record-event.ts'
import { parseStatus, statusAfter } from './status.ts'
import type { Actor, AnsweredHow, Done, VerbContext } from './types.ts'

/** Closes a ticket without the requester's word: a manager, or time. A solution that waited counts as accepted that way. */
export async function closeTicket(
  context: VerbContext,
  actor: Actor,
  ticket: Row<'tickets'>,
  how: { closedHow: AnsweredHow; sentTo: string | null; told?: boolean },
): Promise<Done<boolean>> {
  if (!(await markClosed(context, actor, ticket, how.closedHow))) return { result: false, events: [] }
  await context.tx.run(
    "UPDATE solutions SET status = 'accepted', answered_at = ?, answered_by = ?, answered_how = ? WHERE ticket_id = ? AND status = 'waiting'",
    [context.now, actor.actorId, how.closedHow, ticket.id],
  )
  return {
    result: true,
    events: [
      await recordEvent(context, {
        kind: 'ticket-closed',
        ticketId: ticket.id,
        actor,
        isPrivate: false,
        data: { ...how, told: how.told ?? false },
      }),
    ],
  }
}

/** Writes the closing on the ticket's row; false where its status does not allow it. */
export async function markClosed(
  context: VerbContext,
  actor: Actor,
  ticket: Row<'tickets'>,
  how: AnsweredHow,
): Promise<boolean> {
  const status = statusAfter(parseStatus(ticket.status), 'close')
  if (status === null) return false
  const patch = {
    status,
    updated_at: context.now,
    closed_at: context.now,
    closed_how: how,
    closed_by: actor.actorId,
    close_due_at: null,
  }
  await context.tx.update('tickets', ticket.id, patch)
  Object.assign(ticket, patch)
  return true
}
