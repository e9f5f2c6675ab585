import { perform } from '../desk/perform.ts'
import { findOrRegister, findPerson } from '../desk/person.ts'
import type { Address } from '../mail/types.ts'
import { readProposed, readTakingPart } from '../store/queries/taking-part.ts'
import type { Row } from '../store/schema.ts'
import { addObserver } from '../ticket/add-observer.ts'
import { recordOnTicket } from '../ticket/record-mail.ts'
import { actorOf, permission, type SettleContext, seemsMachine } from './settle-context.ts'

/** At most so many observers come from one mail. */
const mostObservers = 20
const noReply =
  /^(?:no-?reply|do-?not-?reply|ne-?pas-?repondre|nepasrepondre|mailer-daemon|postmaster|bounces?|notifications?)\b/i

/**
 * Those in To and Cc beside the desk: observers where the sender is proved and no machine, else proposed to the technician. None where the desk
 * stands in neither To nor Cc: then the mail was not written to it. Never our own addresses nor those that nobody reads.
 */
export async function pickObservers(
  context: SettleContext,
  senderId: number,
): Promise<{ observerIds: number[]; proposed: string[] }> {
  const others = othersIn(context)
  if (permission(context, 'name-observers') !== 'allow' || context.verdict.kind !== 'human')
    return { observerIds: [], proposed: others.map(({ address }) => address) }
  return { observerIds: await personsOf(context, others, senderId), proposed: [] }
}

/** The same on a ticket that is there already: those who take part are left as they are, and nobody is proposed twice. */
export async function nameObservers(context: SettleContext, ticket: Row<'tickets'>, senderId: number): Promise<void> {
  const { tx } = context
  if (seemsMachine(context)) return
  const others = othersIn(context)
  if (others.length === 0) return
  const known = new Set(await readTakingPart(tx, ticket.id))
  const fresh = others.filter(({ address }) => !known.has(address.toLowerCase()))
  const actor = actorOf(context, senderId)
  if (permission(context, 'name-observers') === 'allow') {
    for (const id of await personsOf(context, fresh, senderId))
      await perform(context, (verb) => addObserver(verb, actor, ticket.id, id))
    return
  }
  const before = new Set((await readProposed(tx, ticket.id)).map((address) => address.toLowerCase()))
  const addresses = fresh.map(({ address }) => address).filter((address) => !before.has(address.toLowerCase()))
  if (addresses.length > 0)
    await perform(context, (verb) => recordOnTicket(verb, actor, ticket.id, 'observer-proposed', { addresses }))
}

function othersIn({ mail, directory }: SettleContext): Address[] {
  const written = [...mail.to, ...mail.cc]
  if (!written.some(({ address }) => directory.isOurs(address))) return []
  const others = written.filter(
    ({ address }) => !directory.isOurs(address) && !noReply.test(address) && address !== mail.from?.address,
  )
  return [...new Map(others.map((other) => [other.address.toLowerCase(), other])).values()].slice(0, mostObservers)
}

async function personsOf(context: SettleContext, others: readonly Address[], senderId: number): Promise<number[]> {
  const { facts, tx, now } = context
  const settings = facts.entity.settings
  const ids: number[] = []
  for (const other of others) {
    const defaults = { language: settings.languages[0] ?? 'en', timeZone: settings.timeZone, now }
    const person = settings.createPersons
      ? await findOrRegister(tx, facts.entity.id, other, defaults)
      : await findPerson(tx, facts.entity.id, other.address)
    if (person && person.id !== senderId && !ids.includes(person.id)) ids.push(person.id)
  }
  return ids
}
