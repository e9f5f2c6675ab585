import { entryOf, isMailEvent } from '../mail-template/registry.ts'
import type { MailContext, OutboxRow } from '../store/queries/outbox.ts'
import type { Item } from './compose/item.ts'

/**
 * Why a mail must not leave any more, or null. What was enqueued may have been deleted, made private, or be no longer this
 * person's to see by the time that it is sent.
 */
export function reasonToCancel(mail: OutboxRow, context: MailContext, item: Item | null): string | null {
  if (mail.person_id !== null && context.person_status !== 'active') return 'the person is no longer known'
  if (mail.ticket_id !== null && context.title === null) return 'the ticket is gone'
  if (context.deleted_at !== null) return 'the ticket was deleted'
  return reasonOfItem(mail, item) ?? reasonOfAsking(item, mail, context) ?? reasonOfPerson(mail, context)
}

function reasonOfItem(mail: OutboxRow, item: Item | null): string | null {
  if (mail.item_type === null || mail.item_id === null) return null
  if (!item || item.isDeleted) return `the ${mail.item_type} was deleted`
  return item.isPrivate && mail.is_private === 0 ? `the ${item.type} became private` : null
}

/** Whoever asked for a ticket is a requester there, whatever they are elsewhere; their own private words they know. */
function reasonOfAsking(item: Item | null, mail: OutboxRow, { asks }: MailContext): string | null {
  const isTheirs = item?.authorId === mail.person_id
  return item?.isPrivate && asks > 0 && !isTheirs
    ? 'the person asked for the ticket: private items are not for them'
    : null
}

function reasonOfPerson(mail: OutboxRow, context: MailContext): string | null {
  if (mail.person_id === null) return mail.is_private === 1 ? 'nobody known may see a private item' : null
  const forStaff = mail.is_private === 1 || (isMailEvent(mail.event) && entryOf(mail.event).audience === 'technician')
  if (forStaff) return context.staff_roles > 0 ? null : 'the person no longer works for the entity'
  if (mail.ticket_id === null || context.staff_roles > 0 || context.parts > 0) return null
  return 'the person no longer takes part in the ticket'
}
