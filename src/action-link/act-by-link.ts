import type { DeskContext } from '../desk/perform.ts'
import { perform } from '../desk/perform.ts'
import { findOrRegister, mayActAsTechnician } from '../desk/person.ts'
import type { Row } from '../store/schema.ts'
import { addObserver } from '../ticket/add-observer.ts'
import { approveSolution, refuseSolution, undoAnswer } from '../ticket/answer-solution.ts'
import { closeDueAt } from '../ticket/calendar.ts'
import { closeTicket } from '../ticket/close-ticket.ts'
import type { Actor } from '../ticket/types.ts'
import { answerAddress } from './answer-address.ts'
import { answerConfirmation } from './answer-confirmation.ts'
import { readObserverAddress } from './link-data.ts'

/** done: it acted now. Everything else changed nothing, and says why. */
export type LinkResult = 'done' | 'used' | 'expired' | 'replaced' | 'closed' | 'not-possible' | 'not-allowed'

export interface LinkUse {
  /** What was given as a reason; may be empty. */
  reason: string
  /** link: by the web page. mail: by its mailto: twin. */
  how: 'link' | 'mail'
  viaMailId: number | null
}

/** Does what a signed link is for, once. The link's row is locked first, so a second use at the same moment changes nothing. */
export async function actByLink(context: DeskContext, linkId: number, use: LinkUse): Promise<LinkResult> {
  const link = await context.tx.lock('action_links', linkId)
  if (!link) return 'not-possible'
  if (link.used_at !== null) return 'used'
  if (link.expires_at <= context.now) return 'expired'
  const result = await act(context, link, use)
  if (result === 'done') await context.tx.update('action_links', link.id, { used_at: context.now, result: use.how })
  return result
}

function act(context: DeskContext, link: Row<'action_links'>, use: LinkUse): Promise<LinkResult> {
  switch (link.act) {
    case 'approve':
    case 'refuse':
    case 'undo':
      return decide(context, link, use)
    case 'close':
      return close(context, link, use)
    case 'confirm-sender':
      return answerConfirmation(context, link, 'confirmed')
    case 'deny-sender':
      return answerConfirmation(context, link, 'denied')
    case 'confirm-address':
      return answerAddress(context, link, 'confirmed', actorOf(link, use))
    case 'deny-address':
      return answerAddress(context, link, 'denied', actorOf(link, use))
    case 'add-observer':
      return addProposed(context, link, use)
    default:
      return Promise.resolve('not-possible')
  }
}

function actorOf(link: Row<'action_links'>, use: LinkUse): Actor {
  return { actorId: link.person_id, how: use.how, viaMailId: use.viaMailId }
}

async function decide(context: DeskContext, link: Row<'action_links'>, use: LinkUse): Promise<LinkResult> {
  const found = await lockSolution(context, link)
  if (!found) return 'not-possible'
  const { ticket, solution } = found
  const actor = actorOf(link, use)
  if (link.act === 'undo') {
    const dueAt = closeDueAt(context.directory.entity(ticket.entity_id).settings, context.now)
    return (await perform(context, (verb) => undoAnswer(verb, actor, ticket, solution, dueAt)))
      ? 'done'
      : 'not-possible'
  }
  if (solution.status === 'replaced') return 'replaced'
  if (ticket.status === 'closed') return 'closed'
  const answer = {
    how: use.how === 'link' ? 'link' : 'reply',
    sentTo: use.how === 'link' ? link.to_address : null,
  } as const
  const acted =
    link.act === 'approve'
      ? await perform(context, (verb) => approveSolution(verb, actor, ticket, solution, answer))
      : await perform(context, (verb) =>
          refuseSolution(verb, actor, ticket, solution, { ...answer, reason: use.reason }),
        )
  return acted ? 'done' : 'not-possible'
}

async function lockSolution({ tx }: DeskContext, link: Row<'action_links'>) {
  if (link.ticket_id === null || link.solution_id === null) return null
  const ticket = await tx.lock('tickets', link.ticket_id)
  const solution = await tx.lock('solutions', link.solution_id)
  return ticket && solution && ticket.deleted_at === null ? { ticket, solution } : null
}

/** A technician's one-link close. The right is that of this moment, not of when the link was sent. */
async function close(context: DeskContext, link: Row<'action_links'>, use: LinkUse): Promise<LinkResult> {
  const ticket = link.ticket_id === null ? null : await context.tx.lock('tickets', link.ticket_id)
  if (!ticket) return 'not-possible'
  if (!(await mayActAsTechnician(context.tx, ticket.entity_id, link.person_id))) return 'not-allowed'
  if (ticket.status === 'closed') return 'closed'
  const how = { closedHow: 'technician', sentTo: link.to_address } as const
  return (await perform(context, (verb) => closeTicket(verb, actorOf(link, use), ticket, how)))
    ? 'done'
    : 'not-possible'
}

async function addProposed(context: DeskContext, link: Row<'action_links'>, use: LinkUse): Promise<LinkResult> {
  const ticket = link.ticket_id === null ? null : await context.tx.lock('tickets', link.ticket_id)
  const address = readObserverAddress(link.data)
  if (!ticket || address === null) return 'not-possible'
  if (!(await mayActAsTechnician(context.tx, ticket.entity_id, link.person_id))) return 'not-allowed'
  const settings = context.directory.entity(ticket.entity_id).settings
  const defaults = { language: settings.languages[0] ?? 'en', timeZone: settings.timeZone, now: context.now }
  const person = await findOrRegister(context.tx, ticket.entity_id, { name: '', address }, defaults)
  await perform(context, (verb) => addObserver(verb, actorOf(link, use), ticket.id, person.id))
  return 'done'
}
