import { keptReason } from '../i18n/kept-reasons.ts'
import { entryOf, isMailEvent } from '../mail-template/registry.ts'
import type { MailContext, OutboxRow } from '../store/queries/outbox.ts'
import type { Item } from './compose/item.ts'

/**
 * Why a mail must not leave any more, or null. What was enqueued may have been deleted, made private, or be no longer this
 * person's to see by the time that it is sent.
 */
export function reasonToCancel(mail: OutboxRow, context: MailContext, item: Item | null): string | null {
  if (mail.person_id !== null && context.person_status !== 'active') return keptReason('person-unknown')
  if (mail.ticket_id !== null && context.title === null) return keptReason('ticket-gone')
  if (context.deleted_at !== null) return keptReason('ticket-deleted')
  return reasonOfItem(mail, item) ?? reasonOfAsking(item, mail, context) ?? reasonOfPerson(mail, context)
}

function reasonOfItem(mail: OutboxRow, item: Item | null): string | null {
  if (mail.item_type === null || mail.item_id === null) return null
  if (!item || item.isDeleted) return keptReason(`${kindOf(mail)}-deleted`)
  return item.isPrivate && mail.is_private === 0 ? keptReason('item-private', { item: item.type }) : null
}

/** Whoever asked for a ticket is a requester there, whatever they are elsewhere; their own private words they know. */
function reasonOfAsking(item: Item | null, mail: OutboxRow, { asks }: MailContext): string | null {
  const isTheirs = item?.authorId === mail.person_id
  return item?.isPrivate && asks > 0 && !isTheirs ? keptReason('not-for-requesters') : null
}

function reasonOfPerson(mail: OutboxRow, context: MailContext): string | null {
  if (mail.person_id === null) return mail.is_private === 1 ? keptReason('private-for-nobody') : null
  const forStaff = mail.is_private === 1 || (isMailEvent(mail.event) && entryOf(mail.event).audience === 'technician')
  if (forStaff) return context.staff_roles > 0 ? null : keptReason('works-elsewhere')
  if (mail.ticket_id === null || context.staff_roles > 0 || context.parts > 0) return null
  return keptReason('takes-no-part')
}

const kindOf = ({ item_type: type }: OutboxRow) => (type === 'followup' || type === 'solution' ? type : 'ticket')
