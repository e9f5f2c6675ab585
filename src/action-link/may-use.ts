import { mayActAsTechnician } from '../desk/person.ts'
import { isLinkAct } from '../store/link-act.ts'
import { isRequester } from '../store/queries/link-rows.ts'
import type { Row } from '../store/schema.ts'
import type { Statements } from '../store/types.ts'

/** Whether the person whom a link was sent to has the right for what it does: at this moment, not when it was sent. */
export async function mayUse(db: Statements, link: Row<'action_links'>): Promise<boolean> {
  if (link.person_id === null || !isLinkAct(link.act)) return false
  switch (link.act) {
    case 'undo':
      if (link.solution_id === null) return mayActAsTechnician(db, link.entity_id, link.person_id)
      return link.ticket_id !== null && isRequester(db, link.ticket_id, link.person_id)
    case 'approve':
    case 'refuse':
      return link.ticket_id !== null && isRequester(db, link.ticket_id, link.person_id)
    case 'close':
    case 'add-observer':
    case 'confirm-sender':
    case 'deny-sender':
      return mayActAsTechnician(db, link.entity_id, link.person_id)
    // Whoever was sent the mail that came back under another address.
    case 'confirm-address':
    case 'deny-address':
      return (await db.byId('persons', link.person_id))?.status === 'active'
  }
}
