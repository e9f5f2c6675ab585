import { enqueueMail } from '../outbox/enqueue.ts'
import type { Directory } from '../settings/directory.ts'
import type { Row } from '../store/schema.ts'
import type { TicketEvent, VerbContext } from '../ticket/types.ts'
import { planMails } from './plan-mails.ts'
import type { PlannedMail } from './planned-mail.ts'
import { readRecipient, readRecipients } from './recipients.ts'

/** Tells whoever an event concerns: one mail a person and event, never the one who wrote it. In the transaction of the change. */
export async function notify(
  context: VerbContext & { directory: Directory },
  event: TicketEvent,
  replyTo: string | null,
): Promise<void> {
  const ticket = await context.tx.byId('tickets', event.ticketId)
  if (!ticket) return
  // Of an entity that the settings no longer name nobody hears any more.
  const entity = context.directory.entities.find(({ id }) => id === ticket.entity_id)
  if (!entity) return
  const { hearsNew, ...actors } = await readRecipients(context.tx, ticket)
  const technicians = actors.assignee.length > 0 ? actors.assignee : hearsNew
  const { how, actorId } = event.actor
  const linkHolder = how === 'link' && actorId !== null ? await readRecipient(context.tx, actorId) : null
  const told = new Set<number>()
  for (const mail of planMails({
    event,
    ticket,
    actors,
    technicians,
    hearsNew,
    linkHolder,
    entity,
    now: context.now,
    prefix: context.directory.settings.prefix,
  })) {
    if (told.has(mail.to.personId)) continue
    told.add(mail.to.personId)
    await enqueue(context, ticket, event, mail, replyTo)
  }
}

async function enqueue(
  context: VerbContext & { directory: Directory },
  ticket: Row<'tickets'>,
  event: TicketEvent,
  mail: PlannedMail,
  replyTo: string | null,
): Promise<void> {
  const { directory } = context
  const mailbox =
    (ticket.mailbox_id === null ? null : directory.mailbox(ticket.mailbox_id)) ??
    directory.entity(ticket.entity_id).mailboxes[0]
  if (!mailbox) return
  await enqueueMail(
    context.tx,
    {
      entityId: ticket.entity_id,
      mailboxId: mailbox.id,
      ticketId: ticket.id,
      personId: mail.to.personId,
      toAddress: mail.to.address,
      event: mail.event,
      language: mail.to.language,
      dedupe: `event-${event.id}:person-${mail.to.personId}`,
      itemType: mail.itemType,
      itemId: mail.itemId,
      isPrivate: mail.isPrivate,
      isAutomatic: mail.isAutomatic,
      replyToMessageId: replyTo,
      transport: mailbox.transport,
      data: mail.facts,
      links: mail.links,
    },
    context.now,
  )
}
