import type { LinkAct } from '../store/link-act.ts'
import type { LinkRows } from '../store/queries/link-rows.ts'

/** A press that follows the first so soon is a double click, or a page that was loaded once more. */
const doubleClickMs = 60_000

/** Whether a link that has just been used on its page was used for this very act, which still stands: whoever pressed twice is told what their first press did. Pure. */
export function wasJustDone(rows: LinkRows, act: LinkAct, now: number): boolean {
  const { used_at, result } = rows.link
  return used_at !== null && result === 'link' && now - used_at < doubleClickMs && stillStands(rows, act)
}

function stillStands({ ticket, solution, confirmation }: LinkRows, act: LinkAct): boolean {
  switch (act) {
    case 'approve':
      return solution?.status === 'accepted'
    case 'refuse':
      return solution?.status === 'refused'
    case 'undo':
      return solution === null ? ticket?.status !== 'closed' : solution.status === 'waiting'
    case 'close':
      return ticket?.status === 'closed'
    case 'confirm-sender':
    case 'confirm-address':
      return confirmation?.status === 'confirmed'
    case 'deny-sender':
    case 'deny-address':
      return confirmation?.status === 'denied'
    case 'add-observer':
      return true
  }
}
