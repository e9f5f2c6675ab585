import { worksHere } from '../desk/person.ts'
import { readRolesOn } from '../store/queries/taking-part.ts'
import type { Row } from '../store/schema.ts'
import { findTicket } from '../threading/find-ticket.ts'
import type { SettleContext } from './settle-context.ts'

/**
 * The ticket that a forward is about, by the marks of ours in its headers or in the mail that it has attached, where whoever forwards
 * takes part in it or works here. A forward is no answer: the ticket that it opens is linked to that one.
 */
export async function forwardedTicket(context: SettleContext): Promise<Row<'tickets'> | null> {
  const { tx, facts, forward } = context
  if (!forward || !facts.person) return null
  const marks = [...facts.marks, ...facts.attachedMails.flatMap((attached) => attached.marks)]
  const clues = { entityId: facts.entity.id, marks, claimed: [], own: null, referred: [], tagged: null }
  const { ticket } = await findTicket(tx, clues)
  if (!ticket || worksHere(facts.person)) return ticket
  return (await readRolesOn(tx, ticket.id, facts.person.id)).length > 0 ? ticket : null
}
