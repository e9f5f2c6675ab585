import { type DeskContext, perform } from '../desk/perform.ts'
import type { Directory } from '../settings/directory.ts'
import { type DueTicket, dueForClosing, dueForReminder } from '../store/queries/closing.ts'
import type { Row } from '../store/schema.ts'
import type { Store } from '../store/types.ts'
import { findWaitingSolution } from '../ticket/answer-solution.ts'
import { addWorkingDays } from '../ticket/calendar.ts'
import { closeTicket } from '../ticket/close-ticket.ts'
import { recordOnTicket } from '../ticket/record-mail.ts'
import type { Actor } from '../ticket/types.ts'
import { wasHeard, wasTold } from './may-close.ts'

interface Tools {
  store: Store
  directory: Directory
  now(): number
}

interface Counts {
  reminded: number
  closed: number
  /** Due, and not closed: their requester was not reached, or an answer may still lie somewhere. */
  kept: number
}

const nobody: Actor = { actorId: null, how: 'automatic', viaMailId: null }
const never = new AbortController().signal

/**
 * Reminds and closes solved tickets whose time has come, each in a transaction of its own, page by page through all of them. A ticket never
 * closes where the solution's notice or the reminder was not accepted by the mail server, or came back; nor before every mailbox of
 * the entity has been read since the deadline: an answer may lie there; nor while an answer from another address waits for its owner. One
 * that fails keeps none of the others: what went wrong is thrown at the end.
 */
export async function closeSolved(tools: Tools, signal: AbortSignal = never): Promise<Counts> {
  const counts = { reminded: 0, closed: 0, kept: 0 }
  const failures: unknown[] = []
  const alone = async (work: () => Promise<void>) => work().catch((error: unknown) => void failures.push(error))
  const horizon = reminderHorizon(tools)
  if (horizon !== null)
    for await (const ticket of pages(signal, (after) => dueForReminder(tools.store, horizon, after)))
      await alone(async () => {
        if (isReminderDue(tools, ticket) && (await inTransaction(tools, ticket.id, remind))) counts.reminded += 1
      })
  const due = tools.now()
  for await (const ticket of pages(signal, (after) => dueForClosing(tools.store, due, after)))
    await alone(async () => {
      counts[isKnown(tools, ticket) && (await inTransaction(tools, ticket.id, close)) ? 'closed' : 'kept'] += 1
    })
  if (failures.length > 0) throw failures[0]
  return counts
}

async function* pages(
  signal: AbortSignal,
  read: (after: DueTicket | null) => Promise<DueTicket[]>,
): AsyncGenerator<DueTicket> {
  let last: DueTicket | null = null
  while (!signal.aborted) {
    const page: DueTicket[] = await read(last)
    if (page.length === 0) return
    for (const ticket of page) {
      if (signal.aborted) return
      yield ticket
    }
    last = page.at(-1) ?? null
  }
}

function inTransaction(
  { store, directory, now }: Tools,
  id: number,
  act: (context: DeskContext, ticket: Row<'tickets'> & { close_due_at: number }) => Promise<boolean>,
): Promise<boolean> {
  return store.transaction(async (tx) => {
    const ticket = await tx.lock('tickets', id)
    if (ticket?.status !== 'solved' || ticket.deleted_at !== null || ticket.close_due_at === null) return false
    return act({ tx, now: now(), directory, replyTo: null }, { ...ticket, close_due_at: ticket.close_due_at })
  })
}

/** No reminder of any entity is due for a ticket that closes later than this; null where nobody reminds. */
function reminderHorizon({ directory, now }: Tools): number | null {
  const ends = directory.entities
    .filter(({ settings }) => settings.closing.remindDaysBefore > 0)
    .map(({ settings }) => addWorkingDays(settings, now(), settings.closing.remindDaysBefore))
  return ends.length === 0 ? null : Math.max(...ends)
}

/** What an entity wants is not known while the settings do not name it: its tickets stay as they are. */
function isKnown({ directory }: Tools, { entityId }: Pick<DueTicket, 'entityId'>): boolean {
  return directory.entities.some(({ id }) => id === entityId)
}

function isReminderDue(tools: Tools, ticket: Pick<DueTicket, 'entityId' | 'solvedAt'>): boolean {
  if (!isKnown(tools, ticket)) return false
  const { directory, now } = tools
  const { settings } = directory.entity(ticket.entityId)
  const { afterDays, remindDaysBefore } = settings.closing
  if (remindDaysBefore === 0 || ticket.solvedAt === null) return false
  return now() >= addWorkingDays(settings, ticket.solvedAt, Math.max(0, afterDays - remindDaysBefore))
}

/** A reminder that comes late still gives the days it promises. */
async function remind(context: DeskContext, ticket: Row<'tickets'> & { close_due_at: number }): Promise<boolean> {
  const solution = await findWaitingSolution(context, ticket.id)
  if (!solution || ticket.close_reminded_at !== null) return false
  const { settings } = context.directory.entity(ticket.entity_id)
  const promised = addWorkingDays(settings, context.now, settings.closing.remindDaysBefore)
  const closeDueAt = Math.max(ticket.close_due_at, promised)
  await context.tx.update('tickets', ticket.id, { close_reminded_at: context.now, close_due_at: closeDueAt })
  await perform(context, (verb) =>
    recordOnTicket(verb, nobody, ticket.id, 'close-reminded', { solutionId: solution.id, closeDueAt }),
  )
  return true
}

async function close(context: DeskContext, ticket: Row<'tickets'> & { close_due_at: number }): Promise<boolean> {
  const solution = await findWaitingSolution(context, ticket.id)
  if (!solution || ticket.close_due_at > context.now) return false
  const entity = context.directory.entity(ticket.entity_id)
  const mustRemind = entity.settings.closing.remindDaysBefore > 0
  if (!(await wasTold(context.tx, ticket.id, solution.id, mustRemind))) return false
  if (!(await wasHeard(context.tx, entity, ticket.id, ticket.close_due_at))) return false
  return perform(context, (verb) => closeTicket(verb, nobody, ticket, { closedHow: 'automatic', sentTo: null }))
}
