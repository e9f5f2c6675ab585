import type { KnownPerson } from '../desk/person.ts'
import { replyAboveForward } from '../reply/reply-above-forward.ts'
import { tellRefusedOrder } from './refused-order.ts'
import { answersPrivate, type SettleContext, seemsMachine } from './settle-context.ts'
import { settleTechnician } from './settle-technician.ts'

/**
 * What a technician wrote above a mail that they forwarded, on the ticket that it opened. The orders in it are carried out, so that what
 * was mended by phone can be opened and solved in one mail. Other words are for colleagues.
 */
export async function settleAboveForward(
  context: SettleContext,
  ticketId: number,
  technician: KnownPerson,
): Promise<void> {
  const { tx, mail, forward, facts, orders } = context
  const ticket = await tx.lock('tickets', ticketId)
  if (!forward || !ticket) return
  const commands = orders.commands.some(({ name }) => name === 'solve' || name === 'private')
    ? orders.commands
    : [{ name: 'private' } as const, ...orders.commands]
  const above = {
    ...context,
    reply: replyAboveForward(mail, forward, facts.sent),
    orders: { ...orders, commands },
    // They were told of with the ticket, to which the files of the mail belong.
    facts: { ...facts, leftOut: [] },
  }
  await settleTechnician(above, ticket, technician, [])
}

/** Whether the solution stands in the mail that opens the ticket: then it is the one mail that the requester gets. */
export function solvesAtOnce(context: SettleContext): boolean {
  const { commands, unknown, text } = context.orders
  const names = commands.map(({ name }) => name)
  if (!names.includes('solve') || names.includes('private') || unknown.length > 0) return false
  return text.trim() !== '' && !seemsMachine(context) && !answersPrivate(context)
}

/**
 * Orders in a technician's mail that opens a ticket in another way are words of the ticket: the writer is told. Whoever asks for a ticket
 * themselves may not give them later either, but for private notes.
 */
export async function refuseOrdersOnNew(
  context: SettleContext,
  ticketId: number,
  rule: 'new' | 'technician-writes-out',
): Promise<void> {
  const { commands } = context.orders
  if (commands.length === 0) return
  const isNever = rule === 'new' && commands.some(({ name }) => name !== 'private')
  await tellRefusedOrder(context, ticketId, isNever ? 'not-allowed' : 'order-on-new-ticket', {
    en: 'the mail opens a ticket, and its orders are not carried out',
    fr: 'le message ouvre un ticket, et ses ordres ne sont pas exécutés',
  })
}
