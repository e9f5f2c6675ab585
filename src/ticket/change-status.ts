import { hasAssignee } from '../store/queries/taking-part.ts'
import type { Row } from '../store/schema.ts'
import { recordEvent } from './record-event.ts'
import { type Move, parseStatus, statusAfter, statusWithoutAssignee } from './status.ts'
import type { Actor, Done, Status, VerbContext } from './types.ts'

/** Reopens a solved or closed ticket, with nobody's decision on a solution. `undone` where its closing is taken back. */
export async function reopenTicket(
  context: VerbContext,
  actor: Actor,
  ticket: Row<'tickets'>,
  undone = false,
): Promise<Done<boolean>> {
  const from = parseStatus(ticket.status)
  if (!(await moveBack(context, ticket, 'reopen'))) return { result: false, events: [] }
  const event = await recordEvent(context, {
    kind: 'ticket-reopened',
    ticketId: ticket.id,
    actor,
    isPrivate: false,
    data: { from, undone },
  })
  return { result: true, events: [event] }
}

/** A waiting or planned ticket goes on, since its requester answered. */
export async function resumeTicket(context: VerbContext, actor: Actor, ticket: Row<'tickets'>): Promise<Done<boolean>> {
  const from = parseStatus(ticket.status)
  if (from !== 'waiting' || !(await moveBack(context, ticket, 'resume'))) return { result: false, events: [] }
  const data = { from, to: parseStatus(ticket.status) }
  return {
    result: true,
    events: [
      await recordEvent(context, { kind: 'status-changed', ticketId: ticket.id, actor, isPrivate: false, data }),
    ],
  }
}

/** Moves a ticket back into work, and forgets what was planned for its closing. */
export async function moveBack(context: VerbContext, ticket: Row<'tickets'>, move: Move): Promise<Status | null> {
  const next = statusAfter(parseStatus(ticket.status), move)
  if (next === null) return null
  const status = (await hasAssignee(context.tx, ticket.id)) ? next : statusWithoutAssignee(next)
  const reopened = ticket.status === 'solved' || ticket.status === 'closed' ? 1 : 0
  const patch = {
    status,
    updated_at: context.now,
    solved_at: null,
    closed_at: null,
    closed_how: null,
    closed_by: null,
    close_due_at: null,
    close_reminded_at: null,
    reopened_count: ticket.reopened_count + reopened,
  }
  await context.tx.update('tickets', ticket.id, patch)
  Object.assign(ticket, patch)
  return status
}
