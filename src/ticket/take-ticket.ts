import type { Row } from '../store/schema.ts'
import { addActors, readActors } from './actors.ts'
import { recordEvent } from './record-event.ts'
import { parseStatus, statusAfter } from './status.ts'
import type { Actor, Done, VerbContext } from './types.ts'

/** Makes a technician the assignee of a ticket that has none; does nothing where it has one, or its status forbids it. */
export async function takeTicket(
  context: VerbContext,
  actor: Actor,
  ticket: Row<'tickets'>,
  personId: number,
): Promise<Done<boolean>> {
  const to = statusAfter(parseStatus(ticket.status), 'take')
  const actors = await readActors(context, ticket.id)
  if (to === null || actors.some(({ role }) => role === 'assignee')) return { result: false, events: [] }
  await addActors(context, ticket.id, [{ personId, role: 'assignee' }])
  await context.tx.update('tickets', ticket.id, { status: to, updated_at: context.now })
  ticket.status = to
  const taken = await recordEvent(context, {
    kind: 'ticket-taken',
    ticketId: ticket.id,
    actor,
    isPrivate: false,
    data: { personId },
  })
  return { result: true, events: [taken] }
}
