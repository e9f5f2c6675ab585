import type { DeskContext } from '../desk/perform.ts'
import { perform } from '../desk/perform.ts'
import { findOrRegister } from '../desk/person.ts'
import { isLinkAct, type LinkAct } from '../store/link-act.ts'
import { type LinkRows, lockLinkRows, reviveDecisionLinks } from '../store/queries/link-rows.ts'
import type { Row } from '../store/schema.ts'
import { addObserver } from '../ticket/add-observer.ts'
import { approveSolution, refuseSolution, undoAnswer } from '../ticket/answer-solution.ts'
import { closeDueAt } from '../ticket/calendar.ts'
import { reopenTicket } from '../ticket/change-status.ts'
import { closeTicket } from '../ticket/close-ticket.ts'
import type { Actor } from '../ticket/types.ts'
import { answerAddress } from './answer-address.ts'
import { answerConfirmation } from './answer-confirmation.ts'
import { judgeLink, type LinkState } from './judge-link.ts'
import { readObserverAddress } from './link-data.ts'
import { mayUse } from './may-use.ts'

/** done: it acted now. Everything else changed nothing, and says why. */
export type LinkResult = 'done' | Exclude<LinkState, 'open'>

export interface LinkUse {
  /** The button that was pressed, where a page offers both answers; else what the link itself says. */
  act?: LinkAct
  /** What was given as a reason; may be empty. */
  reason: string
  /** link: by the web page, or by its mailto: twin from nobody who is proved. mail: by the twin, from its holder. */
  how: 'link' | 'mail'
  viaMailId: number | null
}

/** Does what a signed link is for, once. The link's row is locked first, so a second use at the same moment changes nothing. */
export async function actByLink(context: DeskContext, linkId: number, use: LinkUse): Promise<LinkResult> {
  const link = await context.tx.lock('action_links', linkId)
  if (!link) return 'not-possible'
  const rows = await lockLinkRows(context.tx, link)
  const act = actOf(link.act, use.act)
  const state = judgeLink(rows, act, await mayUse(context.tx, link), context.now)
  if (act === null || state !== 'open') return state === 'open' ? 'not-possible' : state
  if (!(await doIt(context, rows, act, use))) return 'not-possible'
  await context.tx.update('action_links', link.id, { used_at: context.now, result: use.how })
  return 'done'
}

/** The two answers that one page offers. A link of the one does the other where that button was pressed. */
const otherAnswer: Partial<Record<LinkAct, LinkAct>> = {
  approve: 'refuse',
  refuse: 'approve',
  'confirm-sender': 'deny-sender',
  'deny-sender': 'confirm-sender',
  'confirm-address': 'deny-address',
  'deny-address': 'confirm-address',
}

/** What a press on a link's page means, or null where the page has no such button. Without one it is what the link itself says. */
export function actOf(own: string, wanted: LinkAct | undefined): LinkAct | null {
  if (!isLinkAct(own)) return null
  return wanted === undefined || wanted === own || otherAnswer[own] === wanted ? (wanted ?? own) : null
}

async function doIt(context: DeskContext, rows: LinkRows, act: LinkAct, use: LinkUse): Promise<boolean> {
  switch (act) {
    case 'approve':
    case 'refuse':
      return decide(context, rows, act, use)
    case 'undo':
      return undo(context, rows, use)
    case 'close':
      return close(context, rows, use)
    case 'confirm-sender':
      return answerConfirmation(context, rows, 'confirmed')
    case 'deny-sender':
      return answerConfirmation(context, rows, 'denied')
    case 'confirm-address':
    case 'deny-address': {
      const answer = act === 'confirm-address' ? 'confirmed' : 'denied'
      return (await answerAddress(context, rows.link, answer, actorOf(rows.link, use))) === 'done'
    }
    case 'add-observer':
      return addProposed(context, rows, use)
  }
}

function actorOf(link: Row<'action_links'>, use: LinkUse): Actor {
  return { actorId: link.person_id, how: use.how, viaMailId: use.viaMailId }
}

async function decide(
  context: DeskContext,
  { link, ticket, solution }: LinkRows,
  act: 'approve' | 'refuse',
  use: LinkUse,
): Promise<boolean> {
  if (!ticket || !solution) return false
  const actor = actorOf(link, use)
  const answer = {
    how: use.how === 'link' ? 'link' : 'reply',
    sentTo: use.how === 'link' ? link.to_address : null,
  } as const
  return act === 'approve'
    ? perform(context, (verb) => approveSolution(verb, actor, ticket, solution, answer))
    : perform(context, (verb) =>
        refuseSolution(verb, actor, ticket, solution, { ...answer, reason: use.reason, followupId: null }),
      )
}

/** Takes an answer to a solution back, or a technician's closing. */
async function undo(context: DeskContext, { link, ticket, solution }: LinkRows, use: LinkUse): Promise<boolean> {
  if (!ticket) return false
  if (!solution) return perform(context, (verb) => reopenTicket(verb, actorOf(link, use), ticket, true))
  const dueAt = closeDueAt(context.directory.entity(ticket.entity_id).settings, context.now)
  const undone = await perform(context, (verb) => undoAnswer(verb, actorOf(link, use), ticket, solution, dueAt))
  if (undone) await reviveDecisionLinks(context.tx, solution.id)
  return undone
}

/** A technician's one-link close. */
async function close(context: DeskContext, { link, ticket }: LinkRows, use: LinkUse): Promise<boolean> {
  if (!ticket) return false
  const how = { closedHow: 'technician', sentTo: link.to_address } as const
  return perform(context, (verb) => closeTicket(verb, actorOf(link, use), ticket, how))
}

async function addProposed(context: DeskContext, { link, ticket }: LinkRows, use: LinkUse): Promise<boolean> {
  const address = readObserverAddress(link.data)
  if (!ticket || address === null) return false
  const settings = context.directory.entity(ticket.entity_id).settings
  const defaults = { language: settings.languages[0] ?? 'en', timeZone: settings.timeZone, now: context.now }
  const person = await findOrRegister(context.tx, ticket.entity_id, { name: '', address }, defaults)
  await perform(context, (verb) => addObserver(verb, actorOf(link, use), ticket.id, person.id))
  return true
}
