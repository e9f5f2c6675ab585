import type { Row } from '../store/schema.ts'
import type { Statements } from '../store/types.ts'
import { recordEvent } from './record-event.ts'
import type { Actor, Done, VerbContext } from './types.ts'

/** The followup that a mail has left on a ticket, or null. */
export function findViaMail(store: Statements, ticketId: number, mailId: number): Promise<Row<'followups'> | null> {
  return store.first<Row<'followups'>>(
    'SELECT * FROM followups WHERE ticket_id = ? AND via_mail_id = ? AND deleted_at IS NULL LIMIT 1',
    [ticketId, mailId],
  )
}

/** Takes a followup back whose words come again in another way; its documents go with it, and what would still tell of it is not sent. */
export async function withdrawFollowup(
  context: VerbContext,
  actor: Actor,
  followup: Row<'followups'>,
): Promise<Done<null>> {
  const { tx, now } = context
  await tx.update('followups', followup.id, { deleted_at: now })
  await tx.run("DELETE FROM document_items WHERE item_type = 'followup' AND item_id = ?", [followup.id])
  const data = { followupId: followup.id }
  const event = { kind: 'followup-withdrawn', ticketId: followup.ticket_id, actor, isPrivate: true, data } as const
  return { result: null, events: [await recordEvent(context, event)] }
}
