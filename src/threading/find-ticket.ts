import type { Sentence } from '../i18n/sentence.ts'
import type { Row } from '../store/schema.ts'
import type { Tx } from '../store/types.ts'
import { hashMessageId, type ThreadId } from './thread-ids.ts'

/** A signed mark of ours that a mail carries, and the outbox row it names. */
export interface FoundMark {
  place: 'address' | 'reference' | 'unsigned'
  outboxId: number
  ticketId: number | null
  personId: number | null
  toAddress: string
  isPrivate: boolean
  event: string
  itemType: string | null
  itemId: number | null
  /** When that mail was written, in UTC milliseconds. */
  createdAt: number
}

export interface ThreadClues {
  entityId: number
  /** Marks in the addresses first, then those in In-Reply-To and References, newest first. */
  marks: readonly FoundMark[]
  claimed: readonly ThreadId[]
  own: string | null
  /** In-Reply-To and References, newest first. */
  referred: readonly string[]
  /** The number in the subject, or null. */
  tagged: number | null
}

export type ThreadReason = 'mark-in-address' | 'mark-in-references' | 'known-message-id' | 'subject-tag' | 'none'

export interface Thread {
  ticket: Row<'tickets'> | null
  reason: ThreadReason
  /** A ticket that was merged or deleted on the way, for the trace. */
  detour: Sentence | null
  /** The ticket that the mail named, where another has taken it over. */
  mergedFrom: number | null
}

/** Merged tickets are followed this far. */
const mergesFollowed = 20

/** Which ticket a mail belongs to, and why. The ticket's row is locked. Whether its sender may write there is settled elsewhere. */
export async function findTicket(tx: Tx, clues: ThreadClues): Promise<Thread> {
  for (const { ticketId, reason } of candidates(clues)) {
    const { ticket, detour } = await followMerges(tx, ticketId)
    if (ticket && ticket.entity_id === clues.entityId)
      return { ticket, reason, detour, mergedFrom: ticket.id === ticketId ? null : ticketId }
  }
  return { ticket: null, reason: 'none', detour: null, mergedFrom: null }
}

function candidates(clues: ThreadClues): { ticketId: number; reason: ThreadReason }[] {
  const byMark = (place: FoundMark['place'], reason: ThreadReason) =>
    clues.marks.flatMap((mark) =>
      mark.place === place && mark.ticketId !== null ? [{ ticketId: mark.ticketId, reason }] : [],
    )
  return [
    ...byMark('address', 'mark-in-address'),
    ...byMark('reference', 'mark-in-references'),
    ...byMark('unsigned', 'known-message-id'),
    ...knownIds(clues).map((ticketId) => ({ ticketId, reason: 'known-message-id' as const })),
    ...(clues.tagged === null ? [] : [{ ticketId: clues.tagged, reason: 'subject-tag' as const }]),
  ]
}

/** Tickets of the ids that a mail refers to; of its own id only where another mail referred to it before it came. */
function knownIds(clues: ThreadClues): number[] {
  const byHash = new Map(clues.claimed.map((known) => [known.hash, known]))
  const found = clues.referred.map((id) => byHash.get(hashMessageId(id))?.ticketId)
  const own = clues.own === null ? undefined : byHash.get(hashMessageId(clues.own))
  return [...found, own?.direction === 'ref' ? own.ticketId : null].filter((id) => typeof id === 'number')
}

/** The ticket that has this one's people and words now: itself, or the one that took it over; null where it was deleted. It is locked. */
export async function followMerges(
  tx: Tx,
  start: number,
): Promise<{ ticket: Row<'tickets'> | null; detour: Sentence | null }> {
  let ticket = await tx.lock('tickets', start)
  let detour: Sentence | null = null
  for (let merges = 0; ticket?.merged_into && merges < mergesFollowed; merges++) {
    detour = { en: `ticket ${start} was merged`, fr: `le ticket ${start} a été fusionné` }
    ticket = await tx.lock('tickets', ticket.merged_into)
  }
  if (ticket?.deleted_at)
    return {
      ticket: null,
      detour: { en: `ticket ${ticket.id} was deleted`, fr: `le ticket ${ticket.id} a été supprimé` },
    }
  return { ticket, detour }
}
