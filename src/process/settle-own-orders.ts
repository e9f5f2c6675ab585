import { type KnownPerson, worksHere } from '../desk/person.ts'
import type { Row } from '../store/schema.ts'
import type { NewDocument } from '../ticket/attach-documents.ts'
import type { Capacity } from '../ticket/effect.ts'
import type { Outcome } from './outcome.ts'
import { tellRefusedOrder } from './refused-order.ts'
import type { SettleContext } from './settle-context.ts'
import { keepPrivate, settleTechnician } from './settle-technician.ts'

/** A technician’s mail on a ticket that they asked for, with something in it that is or looks like an order. */
export function isOwnOrder({ orders, facts }: SettleContext, capacity: Capacity): boolean {
  return capacity === 'requester' && worksHere(facts.person) && orders.commands.length + orders.unknown.length > 0
}

/**
 * Whoever asked is a requester there: they may keep words among colleagues, and give no other order. Nothing that looks like an order
 * is published.
 */
export async function settleOwnOrders(
  context: SettleContext,
  ticket: Row<'tickets'>,
  person: KnownPerson,
  documents: readonly NewDocument[],
): Promise<Outcome> {
  const { commands, unknown } = context.orders
  if (unknown.length > 0 || commands.every(({ name }) => name === 'private'))
    return settleTechnician(context, ticket, person, documents)
  const outcome = await keepPrivate(context, ticket, person, documents)
  await tellRefusedOrder(context, ticket.id, 'not-allowed', {
    en: 'whoever asked for a ticket gives no orders on it: the words are kept',
    fr: 'qui a demandé un ticket n’y donne pas d’ordres : les mots sont gardés',
  })
  return outcome
}
