import { insertActors } from './actors.ts'
import { attachDocuments, type NewDocument } from './attach-documents.ts'
import { recordEvent } from './record-event.ts'
import type { Actor, Content, Done, OpenedFacts, VerbContext } from './types.ts'

export interface NewTicket {
  entityId: number
  mailboxId: number | null
  title: string
  content: Content
  /** What reply extraction took away, of a mail that answers a closed ticket; else empty. */
  cutText: string
  type: 'incident' | 'request'
  /** 1 (very low) to 5 (very high), as in GLPI. */
  urgency: number
  language: string
  source: 'mail'
  requesterId: number
  observerIds: readonly number[]
  /** A technician who opens a ticket for somebody takes it. */
  assigneeId: number | null
  documents: readonly NewDocument[]
  opened: OpenedFacts
}

/** Opens a ticket: status incoming, or assigned where it has an assignee from the start. */
export async function openTicket(context: VerbContext, actor: Actor, ticket: NewTicket): Promise<Done<number>> {
  const id = await insertTicket(context, actor, ticket)
  await insertActors(context, id, [
    { personId: ticket.requesterId, role: 'requester' },
    ...ticket.observerIds.map((personId) => ({ personId, role: 'observer' }) as const),
    ...(ticket.assigneeId === null ? [] : [{ personId: ticket.assigneeId, role: 'assignee' } as const]),
  ])
  const place = {
    entityId: ticket.entityId,
    ticketId: id,
    itemType: 'ticket',
    itemId: id,
    isPrivate: false,
    html: ticket.content.html,
  } as const
  await attachDocuments(context, place, ticket.documents)
  const opened = await recordEvent(context, {
    kind: 'ticket-opened',
    ticketId: id,
    actor,
    isPrivate: false,
    data: ticket.opened,
  })
  return { result: id, events: [opened] }
}

function insertTicket({ tx, now }: VerbContext, actor: Actor, ticket: NewTicket): Promise<number> {
  return tx.insert('tickets', {
    entity_id: ticket.entityId,
    mailbox_id: ticket.mailboxId,
    inbound_mail_id: actor.viaMailId,
    title: ticket.title,
    content_text: ticket.content.text,
    content_html: ticket.content.html,
    cut_text: ticket.cutText === '' ? null : ticket.cutText,
    type: ticket.type,
    status: ticket.assigneeId === null ? 'incoming' : 'assigned',
    urgency: ticket.urgency,
    source: ticket.source,
    language: ticket.language,
    opened_at: now,
    updated_at: now,
    reopened_count: 0,
  })
}
