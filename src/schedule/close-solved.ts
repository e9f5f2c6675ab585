import { type DeskContext, perform } from '../desk/perform.ts'
import type { Directory, Entity } from '../settings/directory.ts'
import type { Row } from '../store/schema.ts'
import type { Store } from '../store/types.ts'
import { findWaitingSolution } from '../ticket/answer-solution.ts'
import { addWorkingDays } from '../ticket/calendar.ts'
import { closeTicket } from '../ticket/close-ticket.ts'
import { recordOnTicket } from '../ticket/record-mail.ts'
import type { Actor } from '../ticket/types.ts'

interface Tools {
  store: Store
  directory: Directory
  now(): number
}

const nobody: Actor = { actorId: null, how: 'automatic', viaMailId: null }
/** So many tickets a run; the next run takes the rest. */
const mostAtOnce = 500

/**
 * Reminds and closes solved tickets whose time has come. A ticket never closes where the solution's notice or the reminder was not
 * accepted by the mail server, or came back; nor before every mailbox of the entity has been read since the deadline: an answer may lie there.
 */
export async function closeSolved({
  store,
  directory,
  now,
}: Tools): Promise<{ reminded: number; closed: number; kept: number }> {
  const counts = { reminded: 0, closed: 0, kept: 0 }
  const due = await store.all<{ id: number }>(
    "SELECT id FROM tickets WHERE status = 'solved' AND close_due_at IS NOT NULL AND close_due_at <= ? ORDER BY close_due_at LIMIT ?",
    [now() + 60 * 86_400_000, mostAtOnce],
  )
  for (const { id } of due) {
    const done = await store.transaction(async (tx) => {
      const ticket = await tx.lock('tickets', id)
      const context = { tx, now: now(), directory, replyTo: null }
      return ticket ? look(context, ticket) : 'kept'
    })
    if (done !== 'early') counts[done] += 1
  }
  return counts
}

async function look(context: DeskContext, ticket: Row<'tickets'>): Promise<'reminded' | 'closed' | 'kept' | 'early'> {
  const entity = context.directory.entity(ticket.entity_id)
  const solution = await findWaitingSolution(context, ticket.id)
  if (ticket.status !== 'solved' || ticket.close_due_at === null || ticket.deleted_at !== null || !solution)
    return 'kept'
  if (isReminderDue(entity, ticket, context.now)) return remind(context, ticket, solution.id, ticket.close_due_at)
  if (ticket.close_due_at > context.now) return 'early'
  if (!(await wasTold(context, ticket, solution.id, entity)) || !(await wasHeard(context, entity, ticket.close_due_at)))
    return 'kept'
  const closed = await perform(context, (verb) =>
    closeTicket(verb, nobody, ticket, { closedHow: 'automatic', sentTo: null }),
  )
  return closed ? 'closed' : 'kept'
}

function isReminderDue(entity: Entity, ticket: Row<'tickets'>, now: number): boolean {
  const { afterDays, remindDaysBefore } = entity.settings.closing
  if (remindDaysBefore === 0 || ticket.close_reminded_at !== null || ticket.solved_at === null) return false
  return now >= addWorkingDays(entity.settings, ticket.solved_at, Math.max(0, afterDays - remindDaysBefore))
}

/** A reminder that comes late still gives the days it promises. */
async function remind(
  context: DeskContext,
  ticket: Row<'tickets'>,
  solutionId: number,
  dueAt: number,
): Promise<'reminded'> {
  const entity = context.directory.entity(ticket.entity_id)
  const closeDueAt = Math.max(
    dueAt,
    addWorkingDays(entity.settings, context.now, entity.settings.closing.remindDaysBefore),
  )
  await context.tx.update('tickets', ticket.id, { close_reminded_at: context.now, close_due_at: closeDueAt })
  await perform(context, (verb) =>
    recordOnTicket(verb, nobody, ticket.id, 'close-reminded', { solutionId, closeDueAt }),
  )
  return 'reminded'
}

/** Every requester's notice of the solution, and reminder where there is one, was accepted and has not come back. */
async function wasTold(
  { tx }: DeskContext,
  ticket: Row<'tickets'>,
  solutionId: number,
  entity: Entity,
): Promise<boolean> {
  const mails = await tx.all<{ event: string; status: string; bounced: number | null }>(
    "SELECT event, status, bounced_at AS bounced FROM outbox_mails WHERE ticket_id = ? AND item_type = 'solution' AND item_id = ? AND event IN ('solved', 'close-reminder')",
    [ticket.id, solutionId],
  )
  const reminded =
    entity.settings.closing.remindDaysBefore === 0 || mails.some(({ event }) => event === 'close-reminder')
  return reminded && mails.length > 0 && mails.every(({ status, bounced }) => status === 'sent' && bounced === null)
}

/** Every IMAP mailbox of the entity has been read since the deadline, and nothing that came before it still waits. */
async function wasHeard({ tx }: DeskContext, entity: Entity, dueAt: number): Promise<boolean> {
  for (const mailbox of entity.mailboxes.filter(({ settings }) => settings.imap)) {
    const row = await tx.byId('mailboxes', mailbox.id)
    if (!row?.read_at || row.read_at < dueAt) return false
  }
  const waiting = await tx.first(
    "SELECT id FROM inbound_mails WHERE entity_id = ? AND status IN ('waiting', 'processing') AND received_at <= ? LIMIT 1",
    [entity.id, dueAt],
  )
  return waiting === null
}
