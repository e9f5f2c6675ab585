import { recordEvent } from './record-event.ts'
import type { Actor, Done, NewEvent, TicketEvent, VerbContext } from './types.ts'

type Recorded = Extract<
  TicketEvent,
  {
    kind:
      | 'machine-mail-recorded'
      | 'mail-bounced'
      | 'close-offered'
      | 'observer-proposed'
      | 'close-reminded'
      | 'address-denied'
  }
>

/** Notes on the ticket what changes nothing else: a machine's mail, a bounce, an offer to close, observers to be added. */
export async function recordOnTicket<K extends Recorded['kind']>(
  context: VerbContext,
  actor: Actor,
  ticketId: number,
  kind: K,
  data: Extract<Recorded, { kind: K }>['data'],
): Promise<Done<null>> {
  const event = { kind, ticketId, actor, isPrivate: true, data } as NewEvent
  return { result: null, events: [await recordEvent(context, event)] }
}
