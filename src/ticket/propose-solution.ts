import type { Row } from '../store/schema.ts'
import { attachDocuments, type NewDocument } from './attach-documents.ts'
import { recordEvent } from './record-event.ts'
import { parseStatus, statusAfter } from './status.ts'
import type { Actor, Content, Done, MailAside, VerbContext } from './types.ts'

export interface NewSolution {
  content: Content
  /** What reply extraction took away; stays one click away. */
  cutText: string
  type: string | null
  documents: readonly NewDocument[]
  /** When the ticket closes by itself, or null for never. */
  closeDueAt: number | null
  /** The ticket is closed right after. */
  closes: boolean
  aside: MailAside
}

/** Proposes a solution: the ticket is solved, an earlier solution that still waits is replaced. Null where the status forbids it. */
export async function proposeSolution(
  context: VerbContext,
  actor: Actor,
  ticket: Row<'tickets'>,
  solution: NewSolution,
): Promise<Done<number | null>> {
  const status = statusAfter(parseStatus(ticket.status), 'solve')
  if (status === null) return { result: null, events: [] }
  await replaceWaiting(context, ticket.id)
  const id = await insertSolution(context, actor, ticket.id, solution)
  const place = {
    entityId: ticket.entity_id,
    ticketId: ticket.id,
    itemType: 'solution',
    itemId: id,
    isPrivate: false,
    html: solution.content.html,
  } as const
  await attachDocuments(context, place, solution.documents)
  const patch = {
    status,
    updated_at: context.now,
    solved_at: context.now,
    close_due_at: solution.closeDueAt,
    close_reminded_at: null,
  }
  await context.tx.update('tickets', ticket.id, patch)
  Object.assign(ticket, patch)
  const data = { solutionId: id, closes: solution.closes, ...solution.aside }
  return {
    result: id,
    events: [
      await recordEvent(context, { kind: 'solution-proposed', ticketId: ticket.id, actor, isPrivate: false, data }),
    ],
  }
}

async function replaceWaiting({ tx }: VerbContext, ticketId: number): Promise<void> {
  await tx.run("UPDATE solutions SET status = 'replaced' WHERE ticket_id = ? AND status = 'waiting'", [ticketId])
}

function insertSolution(
  { tx, now }: VerbContext,
  actor: Actor,
  ticketId: number,
  solution: NewSolution,
): Promise<number> {
  return tx.insert('solutions', {
    ticket_id: ticketId,
    author_id: actor.actorId,
    content_text: solution.content.text,
    content_html: solution.content.html,
    type: solution.type,
    status: 'waiting',
    via_mail_id: actor.viaMailId,
    cut_text: solution.cutText === '' ? null : solution.cutText,
    created_at: now,
  })
}
