import type { AnsweredHow } from '../ticket/types.ts'
import { type Occasion, without, writer } from './occasion.ts'
import { mail, type PlannedMail } from './planned-mail.ts'
import type { Recipient } from './recipients.ts'

/** The mails about a solution and about the end of a ticket. */

const dayMs = 86_400_000

export function planSolution(occasion: Occasion<'solution-proposed'>): PlannedMail[] {
  const { event, ticket, actors, now } = occasion
  const item = { itemType: 'solution', itemId: event.data.solutionId } as const
  if (event.data.closes) return planSolutionThatCloses(occasion)
  const links = decisionLinks(event.data.solutionId, now)
  const closesAt = instantOrNull(ticket.close_due_at)
  return [
    ...without(actors.requester, writer(event)).map((to) =>
      mail('solved', to, { ...item, links, facts: { closesAt } }),
    ),
    ...without(actors.observer, [...actors.requester, ...writer(event)]).map((to) => mail('followup', to, item)),
  ]
}

/** There is nothing to answer: one mail tells of the solution and the end. */
function planSolutionThatCloses({ event, actors, entity, now }: Occasion<'solution-proposed'>): PlannedMail[] {
  const item = { itemType: 'solution', itemId: event.data.solutionId } as const
  const facts = { closesAt: null, closedAt: new Date(now).toISOString(), reopenUntil: reopenUntil(entity, now) }
  return without([...actors.requester, ...actors.observer], writer(event)).map((to) =>
    mail('solved', to, { ...item, facts }),
  )
}

export function planReminder({ event, actors, now }: Occasion<'close-reminded'>): PlannedMail[] {
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

export function planApproval(occasion: Occasion<'solution-approved'>): PlannedMail[] {
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

export function planRefusal(occasion: Occasion<'solution-refused'>): PlannedMail[] {
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
export function planUndone(occasion: Occasion<'answer-undone'>): PlannedMail[] {
  const { event, actors, technicians } = occasion
  const facts = { authorId: event.actor.actorId, was: event.data.was }
  const item = { itemType: 'solution', itemId: event.data.solutionId } as const
  return [
    ...without(technicians, [...writer(event), ...actors.requester]).map((to) =>
      mail('answer-undone', to, { ...item, facts, isAutomatic: true }),
    ),
    ...(event.data.was === 'accepted' ? tellReopened(occasion) : []),
  ]
}

/** A reply that reopens is told as the followup that it is. */
export function planReopening(occasion: Occasion<'ticket-reopened'>): PlannedMail[] {
  return occasion.event.data.undone ? tellReopened(occasion, occasion.actors.assignee) : []
}

function tellReopened({ event, actors, ticket, now }: Occasion, assignees: readonly Recipient[] = []): PlannedMail[] {
  const facts = { at: new Date(now).toISOString() }
  return without([...actors.requester, ...actors.observer, ...assignees], writer(event)).map((to) =>
    mail('reopened', to, { itemType: 'ticket', itemId: ticket.id, facts, isAutomatic: true }),
  )
}

export function planClosing(occasion: Occasion<'ticket-closed'>): PlannedMail[] {
  const { closedHow, told } = occasion.event.data
  const closed = told ? [] : planClosed(occasion, closedHow)
  return [...confirmClosing(occasion), ...closed, ...tellAssignees(occasion, closedHow)]
}

/** Whose ticket it was hears of it, unless they closed it, or ask for it themselves and have the other mail. */
function tellAssignees({ event, actors, ticket, now }: Occasion, how: AnsweredHow): PlannedMail[] {
  const facts = { how: closingOf(how), at: new Date(now).toISOString(), authorId: event.actor.actorId }
  return without(actors.assignee, [...writer(event), ...actors.requester, ...actors.observer]).map((to) =>
    mail('closed-technician', to, { itemType: 'ticket', itemId: ticket.id, facts, isAutomatic: true }),
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

function closingOf(how: AnsweredHow): 'by-approval' | 'by-delay' | 'by-manager' {
  if (how === 'link' || how === 'reply') return 'by-approval'
  return how === 'automatic' ? 'by-delay' : 'by-manager'
}

function planClosed(occasion: Occasion, how: AnsweredHow): PlannedMail[] {
  const { actors, entity, ticket, now, event } = occasion
  const facts = {
    how: closingOf(how),
    at: new Date(now).toISOString(),
    reopenUntil: reopenUntil(entity, now),
    closedById: event.actor.actorId,
  }
  const item = { itemType: 'ticket', itemId: ticket.id } as const
  const told =
    how === 'link'
      ? without([...actors.requester, ...actors.observer], writer(event))
      : [...actors.requester, ...actors.observer]
  return told.map((to) => mail('closed', to, { ...item, facts, isAutomatic: true }))
}

/** Until when a reply reopens the ticket; null where it never does. */
function reopenUntil({ settings }: Occasion['entity'], now: number): string | null {
  const { reopenDays } = settings.closing
  return reopenDays > 0 ? new Date(now + reopenDays * dayMs).toISOString() : null
}

export function planCloseOffer({ event, ticket, technicians, now }: Occasion<'close-offered'>): PlannedMail[] {
  const links = [{ name: 'close', act: 'close', expiresAt: now + 30 * dayMs } as const]
  const item = { itemType: 'followup', itemId: event.data.followupId } as const
  return without(technicians, writer(event)).map((to) =>
    mail('close-offered', to, { ...item, links, facts: { ticketId: ticket.id } }),
  )
}

function decisionLinks(solutionId: number, now: number): PlannedMail['links'] {
  const expiresAt = now + 60 * dayMs
  return [
    { name: 'approve', act: 'approve', solutionId, expiresAt },
    { name: 'refuse', act: 'refuse', solutionId, expiresAt },
  ]
}

const instantOrNull = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())
