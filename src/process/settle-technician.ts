import type { Command } from '../command/types.ts'
import { perform } from '../desk/perform.ts'
import { type KnownPerson, mayClose } from '../desk/person.ts'
import { nameAct } from '../i18n/mail-facts.ts'
import { t } from '../i18n/translate.ts'
import { stripMarks } from '../signing/strip-marks.ts'
import type { Row } from '../store/schema.ts'
import { addFollowup } from '../ticket/add-followup.ts'
import type { NewDocument } from '../ticket/attach-documents.ts'
import { closeDueAt } from '../ticket/calendar.ts'
import { closeTicket } from '../ticket/close-ticket.ts'
import { proposeSolution } from '../ticket/propose-solution.ts'
import { parseStatus } from '../ticket/status.ts'
import { takeTicket } from '../ticket/take-ticket.ts'
import { nameObservers } from './observers.ts'
import type { Outcome } from './outcome.ts'
import { tellRefusedOrder } from './refused-order.ts'
import {
  actorOf,
  answersPrivate,
  cutText,
  newContent,
  permission,
  type SettleContext,
  say,
  seemsMachine,
} from './settle-context.ts'
import { asideOf } from './tell-aside.ts'
import { tellSender } from './tell-sender.ts'

/** A technician's mail on a ticket: their words, and the orders in them. What looks like an order and is none holds the words back. */
export async function settleTechnician(
  context: SettleContext,
  ticket: Row<'tickets'>,
  person: KnownPerson,
  documents: readonly NewDocument[],
): Promise<Outcome> {
  const { orders } = context
  if (asideOf(context).encrypted !== null) return keepPrivate(context, ticket, person, documents)
  // To keep quiet needs no right: only orders that change something are refused.
  if (orders.commands.some(({ name }) => name !== 'private') && seemsMachine(context))
    return refuseMachine(context, ticket, person, documents)
  if (orders.unknown.length > 0) return holdWordsBack(context, ticket, person, documents)
  const { commands } = orders
  const isPrivate = commands.some(({ name }) => name === 'private') || answersPrivate(context)
  const solve = commands.find((command) => command.name === 'solve')
  const closes = commands.some(({ name }) => name === 'close')
  const acts =
    solve && !isPrivate
      ? await solveIt(context, ticket, person, { solve, closes, documents })
      : await writeWords(context, ticket, person, isPrivate, documents)
  if (!isPrivate) await nameObservers(context, ticket, person.id)
  if (solve && isPrivate)
    await tellRefusedOrder(context, ticket.id, 'private-solution', {
      en: 'a private note is no solution',
      fr: 'une note privée n’est pas une solution',
    })
  if (closes) acts.push(...(await closeIt(context, ticket, person, acts.some(isSolution))))
  if (commands.length > 0)
    say(context, 'commands', commands.map(({ name }) => name).join(' '), {
      en: `done: ${acts.join(', ') || 'nothing'}`,
      fr: `fait : ${acts.map((act) => nameAct(act).fr).join(', ') || 'rien'}`,
    })
  return outcomeOf(ticket.id, commands.length > 0, acts)
}

const isSolution = (act: string) => act.startsWith('solution ')

function outcomeOf(ticketId: number, commanded: boolean, acts: readonly string[]): Outcome {
  const followup = acts.map((act) => /^followup (\d+)$/.exec(act)?.[1]).find((id) => id !== undefined)
  if (followup !== undefined && !commanded) return { kind: 'followedUp', ticketId, followupId: Number(followup) }
  return { kind: 'commanded', ticketId, acts: [...acts] }
}

interface Solving {
  solve: Extract<Command, { name: 'solve' }>
  /** The same mail closes the ticket: those who asked and observe are told of both in one mail. */
  closes: boolean
  documents: readonly NewDocument[]
}

async function solveIt(
  context: SettleContext,
  ticket: Row<'tickets'>,
  person: KnownPerson,
  { solve, closes, documents }: Solving,
): Promise<string[]> {
  const { facts, now, orders } = context
  const content = newContent(context, orders.text)
  if (content.text === '') {
    await tellRefusedOrder(context, ticket.id, 'solution-without-words', {
      en: 'a solution needs words',
      fr: 'une solution demande des mots',
    })
    return writeWords(context, ticket, person, true, documents)
  }
  const actor = actorOf(context, person.id)
  await perform(context, (verb) => takeTicket(verb, actor, ticket, person.id))
  const solution = {
    content,
    cutText: cutText(context),
    type: solve.type,
    documents,
    closeDueAt: closeDueAt(facts.entity.settings, now),
    closes: closes && mayClose(person),
    aside: asideOf(context),
  }
  const id = await perform(context, (verb) => proposeSolution(verb, actor, ticket, solution))
  if (id !== null) return [`solution ${id}`]
  await tellRefusedOrder(context, ticket.id, 'not-possible-now', {
    en: `a ${ticket.status} ticket takes no solution`,
    fr: `pas de solution sur un ticket ${t('fr', `status.${parseStatus(ticket.status)}`)}`,
  })
  return writeWords(context, ticket, person, true, documents)
}

async function closeIt(
  context: SettleContext,
  ticket: Row<'tickets'>,
  person: KnownPerson,
  told: boolean,
): Promise<string[]> {
  if (!mayClose(person)) {
    await tellRefusedOrder(context, ticket.id, 'not-allowed', {
      en: 'only a manager closes by command',
      fr: 'seul un responsable clôt par un ordre',
    })
    return []
  }
  const closed = await perform(context, (verb) =>
    closeTicket(verb, actorOf(context, person.id), ticket, { closedHow: 'manager', sentTo: null, told }),
  )
  if (!closed)
    await tellRefusedOrder(context, ticket.id, 'not-possible-now', {
      en: `the ticket is ${ticket.status}`,
      fr: `le ticket est ${t('fr', `status.${parseStatus(ticket.status)}`)}`,
    })
  return closed ? ['closed'] : []
}

async function writeWords(
  context: SettleContext,
  ticket: Row<'tickets'>,
  person: KnownPerson,
  isPrivate: boolean,
  documents: readonly NewDocument[],
): Promise<string[]> {
  const content = newContent(context, context.orders.text)
  if (content.text === '' && documents.length === 0) return []
  const actor = actorOf(context, person.id)
  if (!isPrivate && !seemsMachine(context) && permission(context, 'take-ticket') === 'allow')
    await perform(context, (verb) => takeTicket(verb, actor, ticket, person.id))
  const followup = {
    entityId: context.facts.entity.id,
    ticketId: ticket.id,
    content,
    cutText: cutText(context),
    isPrivate,
    proof: context.sender.proof,
    documents,
    byRole: 'technician',
    relay: true,
    aside: asideOf(context),
  } as const
  return [`followup ${await perform(context, (verb) => addFollowup(verb, actor, followup))}`]
}

/** A slip in an order must not reach the requester as words: all of it is kept private, and the writer is asked. */
async function holdWordsBack(
  context: SettleContext,
  ticket: Row<'tickets'>,
  person: KnownPerson,
  documents: readonly NewDocument[],
): Promise<Outcome> {
  const outcome = await keepPrivate(context, ticket, person, documents)
  const { followupId } = outcome
  await tellSender(
    context,
    'command-unknown',
    ticket.id,
    {
      unknown: context.orders.unknown
        .slice(0, 10)
        .map((order) => ({ ...order, line: stripMarks(order.line, context.marks) })),
    },
    { itemType: 'followup', itemId: followupId, isPrivate: true },
  )
  const lines = context.orders.unknown.slice(0, 3).map(({ line }) => stripMarks(line, context.marks).slice(0, 100))
  say(context, 'commands', 'unknown', {
    en: `“${lines.join('”, “')}” looks like an order and is none: the words are kept private`,
    fr: `« ${lines.join(' », « ')} » ressemble à un ordre sans en être un : les mots restent privés`,
  })
  return outcome
}

/** Any sign of a machine, however weak, forbids orders: nothing is done, and the words beside them are kept. */
async function refuseMachine(
  context: SettleContext,
  ticket: Row<'tickets'>,
  person: KnownPerson,
  documents: readonly NewDocument[],
): Promise<Outcome> {
  const outcome = await keepPrivate(context, ticket, person, documents)
  await tellRefusedOrder(context, ticket.id, 'not-possible-now', {
    en: 'the mail bears a sign of a machine, which gives no orders',
    fr: 'le message porte un signe de machine, et une machine ne donne pas d’ordres',
  })
  return outcome
}

/** A technician's words that must reach nobody: kept on the ticket, private, and nobody is told. */
export async function keepPrivate(
  context: SettleContext,
  ticket: Row<'tickets'>,
  person: KnownPerson,
  documents: readonly NewDocument[],
): Promise<Extract<Outcome, { kind: 'followedUp' }>> {
  const followup = {
    entityId: context.facts.entity.id,
    ticketId: ticket.id,
    content: newContent(context, context.reply.text),
    cutText: cutText(context),
    isPrivate: true,
    proof: context.sender.proof,
    documents,
    byRole: 'technician',
    relay: false,
    aside: asideOf(context),
  } as const
  const followupId = await perform(context, (verb) => addFollowup(verb, actorOf(context, person.id), followup))
  return { kind: 'followedUp', ticketId: ticket.id, followupId }
}
