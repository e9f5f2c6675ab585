import type { Row } from '../store/schema.ts'
import { moveBack } from './change-status.ts'
import { markClosed } from './close-ticket.ts'
import { recordEvent } from './record-event.ts'
import type { Actor, AnsweredHow, Done, VerbContext } from './types.ts'

export interface Answer {
  how: AnsweredHow
  /** The address that the link was sent to, where it was a link. */
  sentTo: string | null
}

/** The solution that waits for the requester's decision, or null. */
export function findWaitingSolution(
  { tx }: Pick<VerbContext, 'tx'>,
  ticketId: number,
): Promise<Row<'solutions'> | null> {
  return tx.first<Row<'solutions'>>(
    "SELECT * FROM solutions WHERE ticket_id = ? AND status = 'waiting' ORDER BY id DESC LIMIT 1",
    [ticketId],
  )
}

/** The requester accepts the solution: the ticket closes. False where there is nothing to accept. */
export async function approveSolution(
  context: VerbContext,
  actor: Actor,
  ticket: Row<'tickets'>,
  solution: Row<'solutions'>,
  answer: Answer,
): Promise<Done<boolean>> {
  if (ticket.status !== 'solved' || solution.status !== 'waiting') return { result: false, events: [] }
  await writeAnswer(context, actor, solution, 'accepted', answer, '')
  await markClosed(context, actor, ticket, answer.how)
  const data = { solutionId: solution.id, answeredHow: answer.how, sentTo: answer.sentTo }
  return {
    result: true,
    events: [
      await recordEvent(context, { kind: 'solution-approved', ticketId: ticket.id, actor, isPrivate: false, data }),
    ],
  }
}

/** The requester refuses the solution: the ticket goes back to work. `reason` may be empty; `followupId` is the reply that refuses, if any. */
export async function refuseSolution(
  context: VerbContext,
  actor: Actor,
  ticket: Row<'tickets'>,
  solution: Row<'solutions'>,
  answer: Answer & { reason: string; followupId: number | null },
): Promise<Done<boolean>> {
  if (ticket.status !== 'solved' || solution.status !== 'waiting') return { result: false, events: [] }
  await writeAnswer(context, actor, solution, 'refused', answer, answer.reason)
  await moveBack(context, ticket, 'refuse')
  const { how: answeredHow, sentTo, reason, followupId } = answer
  const data = { solutionId: solution.id, answeredHow, sentTo, reason, followupId }
  return {
    result: true,
    events: [
      await recordEvent(context, { kind: 'solution-refused', ticketId: ticket.id, actor, isPrivate: false, data }),
    ],
  }
}

/** Takes a decision made by link back: the solution waits again. False where something else has happened since. */
export async function undoAnswer(
  context: VerbContext,
  actor: Actor,
  ticket: Row<'tickets'>,
  solution: Row<'solutions'>,
  closeDueAt: number | null,
): Promise<Done<boolean>> {
  const undoable =
    (solution.status === 'accepted' && ticket.status === 'closed') ||
    (solution.status === 'refused' && ticket.status !== 'closed')
  const newer = await context.tx.first('SELECT id FROM solutions WHERE ticket_id = ? AND id > ? LIMIT 1', [
    ticket.id,
    solution.id,
  ])
  if (!undoable || newer) return { result: false, events: [] }
  const was = solution.status === 'accepted' ? 'accepted' : 'refused'
  await context.tx.update('solutions', solution.id, {
    status: 'waiting',
    answered_at: null,
    answered_by: null,
    answered_how: null,
    answered_via: null,
    answer_reason: null,
  })
  const patch = {
    status: 'solved',
    solved_at: context.now,
    closed_at: null,
    closed_how: null,
    closed_by: null,
    close_due_at: closeDueAt,
    updated_at: context.now,
  }
  await context.tx.update('tickets', ticket.id, patch)
  Object.assign(ticket, patch)
  const data = { solutionId: solution.id, was } as const
  return {
    result: true,
    events: [await recordEvent(context, { kind: 'answer-undone', ticketId: ticket.id, actor, isPrivate: false, data })],
  }
}

async function writeAnswer(
  { tx, now }: VerbContext,
  actor: Actor,
  solution: Row<'solutions'>,
  status: 'accepted' | 'refused',
  answer: Answer,
  reason: string,
): Promise<void> {
  const patch = {
    status,
    answered_at: now,
    answered_by: actor.actorId,
    answered_how: answer.how,
    answered_via: answer.sentTo ?? (actor.viaMailId === null ? null : `mail ${actor.viaMailId}`),
    answer_reason: reason === '' ? null : reason,
  }
  await tx.update('solutions', solution.id, patch)
  Object.assign(solution, patch)
}
