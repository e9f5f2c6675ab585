import { perform } from '../desk/perform.ts'
import { findOrRegister, findPerson } from '../desk/person.ts'
import type { Address } from '../mail/types.ts'
import { readProposed, readTakingPart } from '../store/queries/taking-part.ts'
import type { Row } from '../store/schema.ts'
import { addObserver } from '../ticket/add-observer.ts'
import { recordOnTicket } from '../ticket/record-mail.ts'
import { languageOfMail } from './language-of.ts'
import { actorOf, permission, type SettleContext, say, seemsMachine } from './settle-context.ts'

/** At most so many observers come from one mail, and so many are proposed. */
const mostObservers = 20
const noReply =
  /^(?:no-?reply|do-?not-?reply|ne-?pas-?repondre|nepasrepondre|mailer-daemon|postmaster|bounces?|notifications?)\b/i

/**
 * Those in To and Cc beside the desk: observers where the sender is proved and no machine, else proposed to the technician, as are those whom
 * an entity that registers nobody does not know. None where the desk stands in neither To nor Cc: then the mail was not written to it. Never our
 * own addresses nor those that nobody reads.
 */
export async function pickObservers(
  context: SettleContext,
  senderId: number,
): Promise<{ observerIds: number[]; proposed: string[] }> {
  const others = bounded(context, othersIn(context))
  if (permission(context, 'name-observers') !== 'allow' || context.verdict.kind !== 'human')
    return { observerIds: [], proposed: others.map(({ address }) => address) }
  const { ids, unknown } = await personsOf(context, others, senderId)
  return { observerIds: ids, proposed: unknown }
}

/** The same on a ticket that is there already: those who take part are left as they are, and nobody is proposed twice. */
export async function nameObservers(context: SettleContext, ticket: Row<'tickets'>, senderId: number): Promise<void> {
  const { tx } = context
  if (seemsMachine(context)) return
  const others = othersIn(context)
  if (others.length === 0) return
  const known = new Set(await readTakingPart(tx, ticket.id))
  const fresh = bounded(
    context,
    others.filter(({ address }) => !known.has(address.toLowerCase())),
  )
  const actor = actorOf(context, senderId)
  if (permission(context, 'name-observers') !== 'allow') {
    await propose(
      context,
      ticket.id,
      actor,
      fresh.map(({ address }) => address),
    )
    return
  }
  const { ids, unknown } = await personsOf(context, fresh, senderId)
  for (const id of ids) await perform(context, (verb) => addObserver(verb, actor, ticket.id, id))
  await propose(context, ticket.id, actor, unknown)
}

async function propose(
  context: SettleContext,
  ticketId: number,
  actor: ReturnType<typeof actorOf>,
  proposed: readonly string[],
): Promise<void> {
  if (proposed.length === 0) return
  const before = new Set((await readProposed(context.tx, ticketId)).map((address) => address.toLowerCase()))
  const addresses = proposed.filter((address) => !before.has(address.toLowerCase()))
  if (addresses.length > 0)
    await perform(context, (verb) => recordOnTicket(verb, actor, ticketId, 'observer-proposed', { addresses }))
}

function bounded(context: SettleContext, others: readonly Address[]): Address[] {
  const left = others.length - mostObservers
  if (left > 0)
    say(context, 'effect', 'too-many-observers', {
      en: `${left} more in copy than the ${mostObservers} whom one mail may name: they were left out`,
      fr: `${left} personnes en copie de plus que les ${mostObservers} qu’un message peut nommer : laissées de côté`,
    })
  return others.slice(0, mostObservers)
}

function othersIn({ mail, directory }: SettleContext): Address[] {
  const written = [...mail.to, ...mail.cc]
  if (!written.some(({ address }) => directory.isOurs(address))) return []
  const others = written.filter(
    ({ address }) => !directory.isOurs(address) && !noReply.test(address) && address !== mail.from?.address,
  )
  return [...new Map(others.map((other) => [other.address.toLowerCase(), other])).values()]
}

/** `unknown`: addresses of those whom the entity does not know and does not register. */
async function personsOf(
  context: SettleContext,
  others: readonly Address[],
  senderId: number,
): Promise<{ ids: number[]; unknown: string[] }> {
  const { facts, mail, tx, now } = context
  const settings = facts.entity.settings
  const ids: number[] = []
  const unknown: string[] = []
  for (const other of others) {
    const defaults = { language: languageOfMail(mail, settings.languages), timeZone: settings.timeZone, now }
    const person = settings.createPersons
      ? await findOrRegister(tx, facts.entity.id, other, defaults)
      : await findPerson(tx, facts.entity.id, other.address)
    if (!person) unknown.push(other.address)
    else if (person.id !== senderId && !ids.includes(person.id)) ids.push(person.id)
  }
  return { ids, unknown }
}
