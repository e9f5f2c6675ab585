import { perform } from '../desk/perform.ts'
import { findPerson, type KnownPerson, worksHere } from '../desk/person.ts'
import { capacities } from '../i18n/mail-facts.ts'
import { alike, joined, type Sentence } from '../i18n/sentence.ts'
import { readRolesOn } from '../store/queries/taking-part.ts'
import type { Row } from '../store/schema.ts'
import { findTicket, type Thread } from '../threading/find-ticket.ts'
import { readSubjectTag } from '../threading/subject-tag.ts'
import { claimThreadIds, leadToTicket } from '../threading/thread-ids.ts'
import { addObserver } from '../ticket/add-observer.ts'
import type { Capacity } from '../ticket/effect.ts'
import { findTwin } from './find-twin.ts'
import { forwardedTicket } from './forwarded-ticket.ts'
import { holdMail } from './hold-mail.ts'
import { nameObservers } from './observers.ts'
import type { Outcome } from './outcome.ts'
import { ticketOf } from './outcome.ts'
import { actorOf, permission, type SettleContext, say } from './settle-context.ts'
import { settleNew } from './settle-new.ts'
import { settleOnTicket } from './settle-on-ticket.ts'
import { isOwnOrder } from './settle-own-orders.ts'
import { settlePlainYes } from './settle-plain-yes.ts'
import { ownerOfMark, settleUnconfirmed, withdrawUnconfirmed } from './settle-unconfirmed.ts'

/** A person's mail: its ticket is found, its sender's part in it, and what the mail may change there. */
export async function settleHuman(context: SettleContext): Promise<Outcome> {
  const { tx, facts, mail, now } = context
  const referred = [...mail.inReplyTo, ...[...mail.references].reverse()]
  const claimed = await claimThreadIds(tx, facts.entity.id, mail.messageId, referred, now)
  const settled = await settlePlainYes(context)
  if (settled) return settled
  await withdrawUnconfirmed(context)
  const thread = context.forward ? noThread(aForward) : await findThread(context, claimed, referred)
  const outcome = await settleInThread(thread.ticket ? await withPerson(context) : context, thread)
  const ticketId = ticketOf(outcome)
  await leadToTicket(tx, claimed, mail.messageId, outcome.kind === 'held' ? null : ticketId)
  return outcome
}

const aForward: Sentence = { en: 'a forward is no answer', fr: 'un transfert n’est pas une réponse' }
const noThread = (detour: Sentence): Thread => ({ ticket: null, reason: 'none', detour, mergedFrom: null })

async function findThread(
  context: SettleContext,
  claimed: Parameters<typeof findTicket>[1]['claimed'],
  referred: string[],
): Promise<Thread> {
  const { tx, facts, mail, directory } = context
  return findTicket(tx, {
    entityId: facts.entity.id,
    marks: facts.marks,
    claimed,
    own: mail.messageId,
    referred,
    tagged: readSubjectTag(directory.settings.prefix, mail.subject),
  })
}

/** Whoever was a stranger when the facts were gathered may be known by now: by the very mail that this one answers. */
async function withPerson(context: SettleContext): Promise<SettleContext> {
  const { facts, mail, tx } = context
  if (facts.person || !mail.from) return context
  const person = await findPerson(tx, facts.entity.id, mail.from.address)
  return { ...context, facts: { ...facts, person } }
}

async function settleInThread(context: SettleContext, thread: Thread): Promise<Outcome> {
  const { facts } = context
  say(context, 'thread', thread.reason, joined([ledTo(thread), ...(thread.detour === null ? [] : [thread.detour])]))
  const capacity = thread.ticket ? await capacityOn(context, thread.ticket.id) : 'none'
  say(context, 'capacity', capacity, partIn(capacity, thread.ticket))
  if (mustBeHeld(context, capacity)) return holdMail(context, thread.ticket)
  if (context.sender.proof === 'failed') return holdMail(context, thread.ticket)
  if (!thread.ticket) {
    const twin = await findTwin(context)
    if (twin) return settleTwin(context, twin)
    const forwarded = await forwardedTicket(context)
    return settleNew(context, forwarded && { ticket: forwarded, why: 'forwards' })
  }
  // A number can be guessed: it is no way in for whom nothing proves.
  if (thread.reason === 'subject-tag' && permission(context, 'join-by-subject') !== 'allow')
    return settleNew(context, { ticket: thread.ticket, why: 'quotes-only' })
  if (capacity === 'none' || !facts.person) return settleOutsider(context, thread.ticket, thread.mergedFrom)
  return settleOnTicket(context, thread.ticket, capacity, facts.person)
}

/** Nothing in it is new but perhaps people in Cc, and the ticket that the first one opened has had its receipt. */
async function settleTwin(received: SettleContext, ticket: Row<'tickets'>): Promise<Outcome> {
  const context = await withPerson(received)
  if (context.facts.person) await nameObservers(context, ticket, context.facts.person.id)
  say(context, 'effect', 'said-twice', {
    en: `it says again what opened ticket ${ticket.id}`,
    fr: `il redit ce qui a ouvert le ticket ${ticket.id}`,
  })
  return { kind: 'duplicate', ticketId: ticket.id }
}

function ledTo({ ticket }: Thread): Sentence {
  return ticket ? alike(`ticket ${ticket.id}`) : { en: 'no ticket', fr: 'aucun ticket' }
}

function partIn(capacity: Capacity, ticket: Row<'tickets'> | null): Sentence {
  if (!ticket) return { en: 'outside of any ticket', fr: 'hors de tout ticket' }
  if (capacity === 'none') return { en: `no part in ticket ${ticket.id}`, fr: `aucun rôle dans le ticket ${ticket.id}` }
  return {
    en: `${capacities[capacity].en} of ticket ${ticket.id}`,
    fr: `${capacities[capacity].fr} du ticket ${ticket.id}`,
  }
}

/** Whoever takes no part in the ticket that their mail leads to: it answers in another's place, or only quotes the ticket. */
async function settleOutsider(
  context: SettleContext,
  ticket: Row<'tickets'>,
  mergedFrom: number | null,
): Promise<Outcome> {
  const moved = await fromMerged(context, mergedFrom)
  if (moved) {
    await perform(context, (verb) => addObserver(verb, actorOf(context, moved.id), ticket.id, moved.id))
    return settleOnTicket(context, ticket, 'observer', moved)
  }
  const owner = await ownerOfMark(context, ticket)
  return owner ? settleUnconfirmed(context, ticket, owner) : settleNew(context, { ticket, why: 'quotes-only' })
}

/** Whoever takes part in a ticket that another took over observes that one: their words are about the same thing. */
async function fromMerged({ tx, facts }: SettleContext, mergedFrom: number | null): Promise<KnownPerson | null> {
  if (mergedFrom === null || !facts.person) return null
  return (await readRolesOn(tx, mergedFrom, facts.person.id)).length > 0 ? facts.person : null
}

/** A technician who asked is a requester there. */
async function capacityOn(context: SettleContext, ticketId: number): Promise<Capacity> {
  const person = context.facts.person
  if (!person) return 'none'
  const mine = await readRolesOn(context.tx, ticketId, person.id)
  if (mine.includes('requester')) return 'requester'
  if (worksHere(person)) return 'technician'
  return mine.length > 0 ? 'observer' : 'none'
}

/** A mail in a technician's name that is not proved enough is held, private, and never relayed. What they say as requesters binds only them, but for orders. */
function mustBeHeld(context: SettleContext, capacity: Capacity): boolean {
  if (!worksHere(context.facts.person)) return false
  if (capacity === 'requester' && context.sender.proof === 'tokened' && !isOwnOrder(context, capacity)) return false
  return permission(context, 'speak-as-desk') === 'hold'
}
