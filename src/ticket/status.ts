import type { Status } from './types.ts'

/** What moves a ticket from one status to another. */
export type Move = 'take' | 'plan' | 'wait' | 'resume' | 'solve' | 'refuse' | 'close' | 'reopen'

/** The one table of transitions: where each move leads, by status; what is not there cannot be done. GLPI's six statuses. */
const transitions: Record<Status, Partial<Record<Move, Status>>> = {
  incoming: { take: 'assigned', plan: 'planned', wait: 'waiting', solve: 'solved', close: 'closed' },
  assigned: { take: 'assigned', plan: 'planned', wait: 'waiting', solve: 'solved', close: 'closed' },
  planned: { take: 'planned', wait: 'waiting', resume: 'assigned', solve: 'solved', close: 'closed' },
  waiting: { take: 'waiting', plan: 'planned', resume: 'assigned', solve: 'solved', close: 'closed' },
  solved: { solve: 'solved', refuse: 'assigned', reopen: 'assigned', close: 'closed' },
  closed: { reopen: 'assigned' },
}

/** The status that `move` leads to, or null where the ticket's status does not allow it. */
export function statusAfter(status: Status, move: Move): Status | null {
  return transitions[status][move] ?? null
}

/** Reads a status as the database holds it. */
export function parseStatus(value: string): Status {
  if (value in transitions) return value as Status
  throw new Error(`unknown status ${value}`)
}

/** Without an assignee a reopened ticket is as good as new. */
export function statusWithoutAssignee(status: Status): Status {
  return status === 'assigned' ? 'incoming' : status
}
