import { entryOf, isMailEvent } from '../mail-template/registry.ts'
import type { MailContext, OutboxRow } from '../store/queries/outbox.ts'
import { loadItemState } from '../store/queries/outbox-items.ts'
import type { Statements } from '../store/types.ts'

/**
 * Why a mail must not leave any more, or null. What was enqueued may have been deleted, made private, or be no longer this
 * person's to see by the time that it is sent.
 */
export async function reasonToCancel(db: Statements, mail: OutboxRow, context: MailContext): Promise<string | null> {
  if (mail.person_id !== null && context.person_status !== 'active') return 'the person is no longer known'
  if (mail.ticket_id !== null && context.title === null) return 'the ticket is gone'
  if (context.deleted_at !== null) return 'the ticket was deleted'
  return (await reasonOfItem(db, mail)) ?? reasonOfPerson(mail, context)
}

async function reasonOfItem(db: Statements, mail: OutboxRow): Promise<string | null> {
  const type = mail.item_type
  if (mail.item_id === null || (type !== 'ticket' && type !== 'followup' && type !== 'solution')) return null
  const state = await loadItemState(db, type, mail.item_id)
  if (!state || state.deleted_at !== null) return `the ${type} was deleted`
  if (state.is_private === 1 && mail.is_private === 0) return `the ${type} became private`
  return null
}

function reasonOfPerson(mail: OutboxRow, context: MailContext): string | null {
  if (mail.person_id === null) return mail.is_private === 1 ? 'nobody known may see a private item' : null
  const forStaff = mail.is_private === 1 || (isMailEvent(mail.event) && entryOf(mail.event).audience === 'technician')
  if (forStaff) return context.staff_roles > 0 ? null : 'the person no longer works for the entity'
  if (mail.ticket_id === null || context.staff_roles > 0 || context.parts > 0) return null
  return 'the person no longer takes part in the ticket'
}
