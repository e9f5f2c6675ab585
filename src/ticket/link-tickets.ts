import { recordEvent } from './record-event.ts'
import type { Actor, Done, VerbContext } from './types.ts'

/** Links two tickets, and says on the new one why. Only the new one's side is recorded: the other's people are not told of it. */
export async function linkTickets(
  context: VerbContext,
  actor: Actor,
  link: { from: number; to: number; reason: string },
): Promise<Done<null>> {
  const id = await context.tx.insertOrIgnore('ticket_links', {
    from_ticket_id: link.from,
    to_ticket_id: link.to,
    kind: 'link',
    reason: link.reason,
    created_at: context.now,
  })
  if (id === null) return { result: null, events: [] }
  const data = { otherTicketId: link.to, reason: link.reason }
  const event = await recordEvent(context, {
    kind: 'tickets-linked',
    ticketId: link.from,
    actor,
    isPrivate: true,
    data,
  })
  return { result: null, events: [event] }
}
