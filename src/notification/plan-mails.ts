import { subjectTag } from '../outbox/subject-tag.ts'
import type { Entity } from '../settings/directory.ts'
import type { Row } from '../store/schema.ts'
import type { TicketEvent } from '../ticket/types.ts'
import type { PlannedMail } from './planned-mail.ts'
import type { Actors, Recipient } from './recipients.ts'

interface Circumstances {
  ticket: Row<'tickets'>
  actors: Actors
  /** The assignees, or who hears of new tickets where there is none. */
  technicians: Recipient[]
  /** Whoever a link was sent to, where a link did this. */
  linkHolder: Recipient | null
  entity: Entity
  now: number
  /** Of the subject tag. */
  prefix: string
}

export type Occasion<K extends TicketEvent['kind'] = TicketEvent['kind']> = Circumstances & {
  event: Extract<TicketEvent, { kind: K }>
}

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
  'ticket-closed': (occasion) => [...confirmClosing(occasion), ...planClosed(occasion, occasion.event.data.closedHow)],
  'ticket-reopened': () => [],
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
  const { proof, openedBy, encrypted, previousTicketId, quotedTicketId } = event.data
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
  if (event.data.unconfirmed) return planUnconfirmed(inside, item, event.data.unconfirmed)
  if (event.isPrivate) return inside.map((to) => mail('private-followup', to, item))
  const { encrypted, reopens } = event.data
  const aside = { dropped: [...event.data.dropped], encrypted, reopened: reopens }
  const outside = without([...actors.requester, ...actors.observer], writer(event))
  return [
    ...inside
      .filter((to) => !isAmong(to, actors.requester))
      .map((to) => mail('followup-technician', to, { ...item, facts: aside })),
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

function planSolution({ event, ticket, actors, now }: Occasion<'solution-proposed'>): PlannedMail[] {
  const item = { itemType: 'solution', itemId: event.data.solutionId } as const
  const links = decisionLinks(event.data.solutionId, now)
  const closesAt = instantOrNull(ticket.close_due_at)
  return [
    ...without(actors.requester, writer(event)).map((to) =>
      mail('solved', to, { ...item, links, facts: { closesAt } }),
    ),
    ...without(actors.observer, [...actors.requester, ...writer(event)]).map((to) => mail('followup', to, item)),
  ]
}

function planReminder({ event, actors, now }: Occasion<'close-reminded'>): PlannedMail[] {
  const { solutionId, closeDueAt } = event.data
  return actors.requester.map((to) =>
    mail('close-reminder', to, {
      itemType: 'solution',
      itemId: solutionId,
      links: decisionLinks(solutionId, now),
      facts: { closesAt: new Date(closeDueAt).toISOString() },
      isAutomatic: true,
    }),
  )
}

function planApproval(occasion: Occasion<'solution-approved'>): PlannedMail[] {
  const { event, actors } = occasion
  const item = { itemType: 'solution', itemId: event.data.solutionId } as const
  const by = event.data.answeredHow === 'link' ? 'link' : event.data.answeredHow === 'reply' ? 'mail' : 'desk'
  return [
    ...confirmDecision(occasion, 'approved'),
    ...without(occasion.technicians, [...writer(event), ...actors.requester]).map((to) =>
      mail('solution-approved', to, { ...item, facts: { by }, isAutomatic: true }),
    ),
    ...planClosed(occasion, event.data.answeredHow),
  ]
}

function planRefusal(occasion: Occasion<'solution-refused'>): PlannedMail[] {
  const { event, actors, technicians } = occasion
  const item = {
    itemType: 'solution',
    itemId: event.data.solutionId,
    facts: { followupId: event.data.followupId },
  } as const
  return [
    ...confirmDecision(occasion, 'refused'),
    ...without(technicians, [...writer(event), ...actors.requester]).map((to) => mail('solution-refused', to, item)),
  ]
}

/** Who has been told of the answer is told that it no longer holds. */
function planUndone({ event, actors, technicians }: Occasion<'answer-undone'>): PlannedMail[] {
  const facts = { authorId: event.actor.actorId, was: event.data.was }
  const item = { itemType: 'solution', itemId: event.data.solutionId } as const
  return without(technicians, [...writer(event), ...actors.requester]).map((to) =>
    mail('answer-undone', to, { ...item, facts, isAutomatic: true }),
  )
}

/** Whoever a link was sent to is told what it did, with a day to undo it. */
function confirmDecision(
  occasion: Occasion<'solution-approved' | 'solution-refused'>,
  decision: 'approved' | 'refused',
): PlannedMail[] {
  const { event, linkHolder, now } = occasion
  if (event.data.answeredHow !== 'link' || linkHolder === null) return []
  const { solutionId } = event.data
  const reason = event.kind === 'solution-refused' && event.data.reason !== '' ? event.data.reason : null
  return [
    mail('link-confirmation', linkHolder, {
      itemType: 'solution',
      itemId: solutionId,
      ...confirmation(decision, reason, now),
      links: [{ name: 'undo', act: 'undo', solutionId, expiresAt: now + dayMs }],
      isAutomatic: true,
    }),
  ]
}

/** A technician's closing by link as well. */
function confirmClosing({ ticket, linkHolder, now }: Occasion<'ticket-closed'>): PlannedMail[] {
  if (linkHolder === null) return []
  return [
    mail('link-confirmation', linkHolder, {
      itemType: 'ticket',
      itemId: ticket.id,
      ...confirmation('closed', null, now),
      links: [{ name: 'undo', act: 'undo', expiresAt: now + dayMs }],
      isAutomatic: true,
    }),
  ]
}

function confirmation(decision: 'approved' | 'refused' | 'closed', reason: string | null, now: number) {
  const at = new Date(now).toISOString()
  return { facts: { decision, at, undoUntil: new Date(now + dayMs).toISOString(), reason } }
}

function planClosed(occasion: Occasion, how: 'link' | 'reply' | 'manager' | 'technician' | 'automatic'): PlannedMail[] {
  const { actors, entity, ticket, now, event } = occasion
  const byWord = how === 'link' || how === 'reply'
  const reopenDays = entity.settings.closing.reopenDays
  const facts = {
    how: byWord ? 'by-approval' : how === 'automatic' ? 'by-delay' : 'by-manager',
    at: new Date(now).toISOString(),
    reopenUntil: reopenDays > 0 ? new Date(now + reopenDays * dayMs).toISOString() : null,
    closedById: event.actor.actorId,
  }
  const item = { itemType: 'ticket', itemId: ticket.id } as const
  const told =
    how === 'link'
      ? without([...actors.requester, ...actors.observer], writer(event))
      : [...actors.requester, ...actors.observer]
  return told.map((to) => mail('closed', to, { ...item, facts, isAutomatic: true }))
}

function planCloseOffer({ event, ticket, technicians, now }: Occasion<'close-offered'>): PlannedMail[] {
  const links = [{ name: 'close', act: 'close', expiresAt: now + 30 * dayMs } as const]
  const item = { itemType: 'followup', itemId: event.data.followupId } as const
  return without(technicians, writer(event)).map((to) =>
    mail('close-offered', to, { ...item, links, facts: { ticketId: ticket.id } }),
  )
}

function planBounce({ event, technicians }: Occasion<'mail-bounced'>): PlannedMail[] {
  const { address, sentAt, ...told } = event.data
  const facts = { ...told, recipient: address, sentAt: new Date(sentAt).toISOString() }
  return technicians.map((to) => mail('bounce-notice', to, { facts, isAutomatic: true }))
}

function decisionLinks(solutionId: number, now: number): PlannedMail['links'] {
  const expiresAt = now + 60 * dayMs
  return [
    { name: 'approve', act: 'approve', solutionId, expiresAt },
    { name: 'refuse', act: 'refuse', solutionId, expiresAt },
  ]
}

function mail(event: string, to: Recipient, more: Partial<PlannedMail>): PlannedMail {
  return {
    event,
    to,
    facts: {},
    links: [],
    itemType: null,
    itemId: null,
    isPrivate: false,
    isAutomatic: false,
    ...more,
  }
}

const writer = (event: TicketEvent): { personId: number }[] =>
  event.actor.actorId === null ? [] : [{ personId: event.actor.actorId }]

function without(people: readonly Recipient[], left: readonly { personId: number }[]): Recipient[] {
  return people.filter((person) => !isAmong(person, left))
}

function isAmong(person: { personId: number }, people: readonly { personId: number }[]): boolean {
  return people.some(({ personId }) => personId === person.personId)
}

const instantOrNull = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())
