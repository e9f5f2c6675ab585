import { subjectTag } from '../outbox/subject-tag.ts'
import type { TicketEvent } from '../ticket/types.ts'
import { type Occasion, without, writer } from './occasion.ts'
import {
  planApproval,
  planCloseOffer,
  planClosing,
  planRefusal,
  planReminder,
  planReopening,
  planSolution,
  planUndone,
} from './plan-solution.ts'
import { mail, type PlannedMail } from './planned-mail.ts'
import type { Recipient } from './recipients.ts'

type Plan<K extends TicketEvent['kind']> = (occasion: Occasion<K>) => PlannedMail[]

const dayMs = 86_400_000

/** Which mails an event leads to. An event without an entry tells nobody; forgetting one does not compile. */
const plans: { [K in TicketEvent['kind']]: Plan<K> } = {
  'ticket-opened': planOpened,
  'followup-added': planFollowup,
  'followup-withdrawn': () => [],
  'address-denied': () => [],
  'ticket-taken': () => [],
  'actor-added': planActorAdded,
  'observer-proposed': planProposal,
  'solution-proposed': planSolution,
  'solution-approved': planApproval,
  'solution-refused': planRefusal,
  'answer-undone': planUndone,
  'ticket-closed': planClosing,
  'ticket-reopened': planReopening,
  'close-reminded': planReminder,
  'close-offered': planCloseOffer,
  'status-changed': () => [],
  'tickets-linked': () => [],
  'person-erased': () => [],
  'machine-mail-recorded': () => [],
  'mail-bounced': planBounce,
}

/** The mails that an event leads to, in order of precedence where one person is meant twice. Pure. */
export function planMails(occasion: Occasion): PlannedMail[] {
  const plan = plans[occasion.event.kind] as Plan<TicketEvent['kind']>
  return plan(occasion)
}

function planOpened(occasion: Occasion<'ticket-opened'>): PlannedMail[] {
  const { event, ticket, actors, technicians, prefix } = occasion
  const { proof, openedBy, encrypted, previousTicketId, quotedTicketId, forwardedTicketId } = event.data
  const dropped = [...event.data.dropped]
  const tagOf = (id: number | null) => (id === null ? null : subjectTag(prefix, id))
  const item = {
    itemType: 'ticket',
    itemId: ticket.id,
    facts: {
      proof,
      openedBy,
      dropped,
      encrypted,
      previousTag: tagOf(previousTicketId),
      quotedTag: tagOf(quotedTicketId),
      forwardedTag: tagOf(forwardedTicketId),
    },
  } as const
  const receipts = event.data.receipt
    ? actors.requester.map((to) => mail('new', to, { ...item, isAutomatic: true }))
    : []
  const notices = without(technicians, [...actors.requester, ...writer(event)]).map((to) =>
    mail('new-ticket', to, item),
  )
  return [...receipts, ...notices]
}

function planFollowup({ event, actors, technicians }: Occasion<'followup-added'>): PlannedMail[] {
  if (!event.data.relay) return []
  const item = { itemType: 'followup', itemId: event.data.followupId, isPrivate: event.isPrivate } as const
  const inside = without(technicians, writer(event))
  // A technician who asked is a requester there: what is private is not for them.
  const working = without(inside, actors.requester)
  if (event.data.unconfirmed) return planUnconfirmed(working, item, event.data.unconfirmed)
  if (event.isPrivate) return working.map((to) => mail('private-followup', to, item))
  const { encrypted, reopens } = event.data
  const aside = { dropped: [...event.data.dropped], encrypted, reopened: reopens }
  const outside = without([...actors.requester, ...actors.observer], writer(event))
  return [
    ...working.map((to) => mail('followup-technician', to, { ...item, facts: aside })),
    ...outside.map((to) => mail('followup', to, item)),
  ]
}

function planUnconfirmed(
  technicians: readonly Recipient[],
  item: Partial<PlannedMail>,
  { writer, owner }: { writer: string; owner: string },
): PlannedMail[] {
  return technicians.map((to) => mail('unconfirmed-followup', to, { ...item, facts: { writer, owner } }))
}

function planActorAdded({ event, ticket, actors }: Occasion<'actor-added'>): PlannedMail[] {
  if (event.data.role !== 'assignee') return []
  const told = actors.assignee.filter(({ personId }) => personId === event.data.personId)
  return without(told, writer(event)).map((to) =>
    mail('assigned', to, { itemType: 'ticket', itemId: ticket.id, facts: { authorId: event.actor.actorId } }),
  )
}

function planProposal({ event, technicians, now }: Occasion<'observer-proposed'>): PlannedMail[] {
  const links = event.data.addresses.map((address, index) => ({
    name: `add-${index}`,
    act: 'add-observer' as const,
    data: { address },
    expiresAt: now + 30 * dayMs,
  }))
  return without(technicians, writer(event)).map((to) =>
    mail('observer-proposed', to, {
      facts: { addresses: event.data.addresses, authorId: event.actor.actorId },
      links,
      isAutomatic: true,
    }),
  )
}

/** Not to whom it would not reach either: then those who hear of new tickets must know. */
function planBounce({ event, technicians, hearsNew }: Occasion<'mail-bounced'>): PlannedMail[] {
  const { address, sentAt, outboxMailId: _id, ...told } = event.data
  const facts = { ...told, recipient: address, sentAt: new Date(sentAt).toISOString() }
  const reached = (people: readonly Recipient[]) =>
    people.filter((person) => person.address.toLowerCase() !== address.toLowerCase())
  const usual = reached(technicians)
  const hearers = usual.length > 0 ? usual : reached(hearsNew)
  return hearers.map((to) => mail('bounce-notice', to, { facts, isAutomatic: true }))
}
