import type { Entity } from '../settings/directory.ts'
import { isAskedAbout, undecidedBefore } from '../store/queries/closing.ts'
import type { Tx } from '../store/types.ts'

/**
 * Every requester's notice of the solution, and reminder where there is one, was accepted and has not come back. One that was cancelled
 * was for somebody who takes no part any more.
 */
export async function wasTold(tx: Tx, ticketId: number, solutionId: number, mustRemind: boolean): Promise<boolean> {
  const mails = await tx.all<{ event: string; status: string; bounced: number | null }>(
    `SELECT event, status, bounced_at AS bounced FROM outbox_mails
     WHERE ticket_id = ? AND item_type = 'solution' AND item_id = ? AND event IN ('solved', 'close-reminder') AND status <> 'cancelled'`,
    [ticketId, solutionId],
  )
  const has = (event: string) => mails.some((mail) => mail.event === event)
  if (!has('solved') || (mustRemind && !has('close-reminder'))) return false
  return mails.every(({ status, bounced }) => status === 'sent' && bounced === null)
}

/**
 * Every IMAP mailbox of the entity has been read since the deadline, and nothing that came before it still waits: neither to be decided
 * nor for somebody to say whether it is theirs.
 */
export async function wasHeard(tx: Tx, entity: Entity, ticketId: number, dueAt: number): Promise<boolean> {
  for (const mailbox of entity.mailboxes.filter(({ settings }) => settings.imap)) {
    const row = await tx.byId('mailboxes', mailbox.id)
    if (!row?.read_at || row.read_at < dueAt) return false
  }
  return !(await undecidedBefore(tx, entity.id, dueAt)) && !(await isAskedAbout(tx, ticketId))
}
