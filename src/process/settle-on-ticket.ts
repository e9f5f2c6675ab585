import { perform } from '../desk/perform.ts'
import type { KnownPerson } from '../desk/person.ts'
import { effects } from '../i18n/mail-facts.ts'
import { t } from '../i18n/translate.ts'
import { reasonOfRefusal } from '../reply/read-answer.ts'
import type { Row } from '../store/schema.ts'
import { addFollowup } from '../ticket/add-followup.ts'
import { approveSolution, findWaitingSolution, refuseSolution } from '../ticket/answer-solution.ts'
import type { NewDocument } from '../ticket/attach-documents.ts'
import { reopenTicket, resumeTicket } from '../ticket/change-status.ts'
import { type Cause, type Effect, effectOf } from '../ticket/effect.ts'
import { recordOnTicket } from '../ticket/record-mail.ts'
import { parseStatus } from '../ticket/status.ts'
import { dropKnownDocuments } from './known-documents.ts'
import { nameObservers } from './observers.ts'
import type { Outcome } from './outcome.ts'
import { keepPrivateFiles } from './private-files.ts'
import { attachmentsSay, readReply } from './read-reply.ts'
import {
  actorOf,
  answersPrivate,
  cutText,
  newContent,
  permission,
  type SettleContext,
  say,
  seemsMachine,
  textContent,
} from './settle-context.ts'
import { settleNew } from './settle-new.ts'
import { isOwnOrder, settleOwnOrders } from './settle-own-orders.ts'
import { settleTechnician } from './settle-technician.ts'
import { asideOf, tellAside } from './tell-aside.ts'
import { mayTell, tellSender } from './tell-sender.ts'

type Capacity = Cause['capacity']
const dayMs = 86_400_000
/** So often a day is somebody told that a reply was empty: two machines could tell each other for ever. */
const emptyTold = 3

/** A mail of somebody who takes part in the ticket, or works here: what it may change is one table's word. */
export async function settleOnTicket(
  received: SettleContext,
  ticket: Row<'tickets'>,
  capacity: Capacity,
  person: KnownPerson,
): Promise<Outcome> {
  const fresh = await dropKnownDocuments(received, ticket.id)
  const { documents, leftOut } = await keepPrivateFiles(received, ticket.id, fresh)
  const context = { ...received, facts: { ...received.facts, leftOut } }
  if (isOwnOrder(context, capacity)) return settleOwnOrders(context, ticket, person, documents)
  const { effect, rule } = effectOf(await causeOf(context, ticket, capacity, documents))
  const status = parseStatus(ticket.status)
  const told = effects[effect === 'resume' && status !== 'waiting' ? 'note' : effect]
  say(context, 'effect', rule, {
    en: `${told.en} on ticket ${ticket.id}, which is ${t('en', `status.${status}`)}`,
    fr: `${told.fr} sur le ticket ${ticket.id}, ${t('fr', `status.${status}`)}`,
  })
  if (effect === 'new-linked') return settleNew(received, { ticket, why: 'answers-closed' })
  if (effect === 'empty' && context.orders.commands.length === 0 && context.orders.unknown.length === 0)
    return tellEmpty(context, ticket)
  const outcome =
    capacity === 'technician'
      ? await settleTechnician(context, ticket, person, documents)
      : await settleRequester(context, ticket, { capacity, person, documents, effect })
  await tellAside(context, ticket.id, false)
  return outcome
}

async function causeOf(
  context: SettleContext,
  ticket: Row<'tickets'>,
  capacity: Capacity,
  documents: readonly NewDocument[],
): Promise<Cause> {
  const { facts, now } = context
  const reopenMs = facts.entity.settings.closing.reopenDays * dayMs
  const answer = await readReply(context, ticket.id)
  return {
    capacity,
    status: parseStatus(ticket.status),
    answer,
    hasDocuments: attachmentsSay(answer, documents) || facts.leftOut.length > 0,
    isUnreadable: asideOf(context).encrypted !== null || answersPrivate(context),
    seemsMachine: seemsMachine(context),
    mayApprove: permission(context, 'approve-solution') === 'allow',
    mayRefuse: permission(context, 'refuse-solution') === 'allow',
    mayReopen: reopenMs > 0 && ticket.closed_at !== null && now - ticket.closed_at <= reopenMs,
  }
}

async function tellEmpty(context: SettleContext, ticket: Row<'tickets'>): Promise<Outcome> {
  if (await mayTell(context, 'empty-reply', emptyTold))
    await tellSender(context, 'empty-reply', ticket.id, {
      at: new Date(context.facts.journal.received_at).toISOString(),
    })
  say(context, 'effect', 'empty-reply', {
    en: 'the reply was empty, or a greeting alone: nothing changed, and its writer is told',
    fr: 'la réponse est vide, ou n’est qu’une salutation : rien n’a changé, et son auteur en est averti',
  })
  return { kind: 'ignored', ticketId: ticket.id }
}

interface Part {
  capacity: 'requester' | 'observer'
  person: KnownPerson
  documents: readonly NewDocument[]
  effect: Effect
}

async function settleRequester(context: SettleContext, ticket: Row<'tickets'>, wanted: Part): Promise<Outcome> {
  const solution = isAnswer(wanted.effect) ? await findWaitingSolution(context, ticket.id) : null
  const approvesAnother = wanted.effect === 'approve' && answersAnother(context, solution)
  const part = { ...wanted, effect: solution && !approvesAnother ? wanted.effect : withoutSolution(wanted.effect) }
  if (approvesAnother) say(context, 'effect', 'approves-another', approvedAnother)
  const followupId = await addWords(context, ticket, part)
  await applyEffect(context, ticket, part, solution, followupId)
  await nameObservers(context, ticket, part.person.id)
  return { kind: 'followedUp', ticketId: ticket.id, followupId }
}

function isAnswer(effect: Effect): boolean {
  return effect === 'approve' || effect === 'refuse'
}

const approvedAnother = {
  en: 'it answers what was sent before the solution that waits now: that one still waits for an answer',
  fr: 'il répond à ce qui a été envoyé avant la solution en attente : celle-ci attend toujours une réponse',
}

/** Who answers an earlier solution, or a question asked before this one, has not said a word about the one that waits now. */
function answersAnother({ facts }: SettleContext, waiting: Row<'solutions'> | null): boolean {
  const answered = facts.marks.find(({ itemType }) => itemType === 'solution') ?? facts.marks[0]
  if (waiting === null || answered === undefined) return false
  return answered.itemType === 'solution' ? answered.itemId !== waiting.id : answered.createdAt < waiting.created_at
}

/** Where no solution waits for the answer, words set the ticket going, and agreement is only a followup. */
function withoutSolution(effect: Effect): Effect {
  if (effect === 'refuse') return 'reopen'
  return effect === 'approve' ? 'note' : effect
}

/** Words that answer a solution are told with that answer, so they are not told twice. */
async function addWords(
  context: SettleContext,
  ticket: Row<'tickets'>,
  { capacity, person, documents, effect }: Part,
): Promise<number> {
  const { facts, reply, sender } = context
  const followup = {
    entityId: facts.entity.id,
    ticketId: ticket.id,
    content: newContent(context, reply.text),
    cutText: cutText(context),
    isPrivate: answersPrivate(context),
    proof: sender.proof,
    documents,
    byRole: capacity,
    relay: !isAnswer(effect) && effect !== 'offer-close',
    reopens: effect === 'reopen',
    aside: asideOf(context),
  }
  return perform(context, (verb) => addFollowup(verb, actorOf(context, person.id), followup))
}

async function applyEffect(
  context: SettleContext,
  ticket: Row<'tickets'>,
  part: Part,
  solution: Row<'solutions'> | null,
  followupId: number,
): Promise<void> {
  const actor = actorOf(context, part.person.id)
  const answer = { how: 'reply', sentTo: null } as const
  if (part.effect === 'approve' && solution)
    await perform(context, (verb) => approveSolution(verb, actor, ticket, solution, answer))
  if (part.effect === 'refuse' && solution)
    await perform(context, (verb) =>
      refuseSolution(verb, actor, ticket, solution, {
        ...answer,
        followupId,
        reason: textContent(context, reasonOfRefusal(context.reply.text)).text,
      }),
    )
  if (part.effect === 'reopen') await perform(context, (verb) => reopenTicket(verb, actor, ticket))
  if (part.effect === 'resume') await perform(context, (verb) => resumeTicket(verb, actor, ticket))
  if (part.effect === 'offer-close')
    await perform(context, (verb) => recordOnTicket(verb, actor, ticket.id, 'close-offered', { followupId }))
}
