import { addActors } from './actors.ts'
import { recordEvent } from './record-event.ts'
import type { Actor, Done, VerbContext } from './types.ts'

/** Makes somebody an observer of a ticket; nothing happens where they are one. */
export async function addObserver(
  context: VerbContext,
  actor: Actor,
  ticketId: number,
  personId: number,
): Promise<Done<boolean>> {
  const added = await addActors(context, ticketId, [{ personId, role: 'observer' }])
  if (added.length === 0) return { result: false, events: [] }
  const data = { personId, role: 'observer' } as const
  const event = { kind: 'actor-added', ticketId, actor, isPrivate: false, data } as const
  return { result: true, events: [await recordEvent(context, event)] }
}
