import type { LinkAct } from '../store/link-act.ts'
import type { LinkRows } from '../store/queries/link-rows.ts'
import type { Row } from '../store/schema.ts'

/**
 * What a link can do now. open: it acts. used: it has. expired: it is too old. replaced: for a solution that a newer one replaced.
 * closed: the ticket is closed. answered: somebody, or another link, was quicker. not-allowed: who it was sent to has no say in it
 * any more. not-possible: what it was about is gone, or has gone on.
 */
export type LinkState =
  | 'open'
  | 'used'
  | 'expired'
  | 'replaced'
  | 'closed'
  | 'answered'
  | 'not-allowed'
  | 'not-possible'

/** The one place that says whether a link still acts: for its page and for the act itself. Pure. */
export function judgeLink(rows: LinkRows, act: LinkAct | null, isAllowed: boolean, now: number): LinkState {
  if (act === null || isGone(rows, act)) return 'not-possible'
  if (!isAllowed) return 'not-allowed'
  if (rows.link.used_at !== null) return 'used'
  if (rows.link.expires_at <= now) return 'expired'
  return judgeAct(rows, act)
}

const asksAboutMail: ReadonlySet<LinkAct> = new Set([
  'confirm-sender',
  'deny-sender',
  'confirm-address',
  'deny-address',
])

function isGone({ link, ticket, solution, confirmation }: LinkRows, act: LinkAct): boolean {
  if (asksAboutMail.has(act)) return confirmation === null || confirmation.person_id !== link.person_id
  if (ticket === null || ticket.deleted_at !== null) return true
  return (act === 'approve' || act === 'refuse' || link.solution_id !== null) && solution === null
}

function judgeAct({ link, ticket, solution, isSuperseded, confirmation }: LinkRows, act: LinkAct): LinkState {
  switch (act) {
    case 'approve':
    case 'refuse':
      if (solution?.status === 'replaced' || isSuperseded) return 'replaced'
      if (solution?.status !== 'waiting' && wasAnsweredByWord(solution)) return 'answered'
      if (ticket?.status === 'closed') return 'closed'
      if (solution?.status !== 'waiting') return 'answered'
      return ticket?.status === 'solved' ? 'open' : 'not-possible'
    case 'undo':
      if (link.solution_id === null) return isClosingOf(link, ticket) ? 'open' : 'not-possible'
      if (isSuperseded) return 'replaced'
      return isUndoable(solution?.status, ticket?.status) ? 'open' : 'not-possible'
    case 'close':
    case 'add-observer':
      return ticket?.status === 'closed' ? 'closed' : 'open'
    case 'confirm-sender':
    case 'deny-sender':
    case 'confirm-address':
    case 'deny-address':
      if (confirmation?.status === 'waiting') return 'open'
      return confirmation?.status === 'expired' ? 'expired' : 'answered'
  }
}

/** Time, and people of the desk, close tickets; the solution then counts as accepted, but nobody said so. */
export function wasAnsweredByWord(solution: Row<'solutions'> | null): boolean {
  return solution?.answered_how === 'link' || solution?.answered_how === 'reply'
}

/** The link was made as that closing was: another one since then is not its business. */
function isClosingOf(link: Row<'action_links'>, ticket: Row<'tickets'> | null): boolean {
  return ticket?.status === 'closed' && ticket.closed_at === link.created_at
}

function isUndoable(solution: string | undefined, ticket: string | undefined): boolean {
  return (solution === 'accepted' && ticket === 'closed') || (solution === 'refused' && ticket !== 'closed')
}
