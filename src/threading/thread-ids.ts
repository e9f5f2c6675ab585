import { createHash } from 'node:crypto'
import type { Tx } from '../store/types.ts'

/** What is known of a Message-ID in an entity. direction: in (a mail that came), out (of ours, as a relay renamed it), ref (only referred to). */
export interface ThreadId {
  id: number
  hash: string
  ticketId: number | null
  direction: string
}

/** First 40 hex digits of the SHA-256 of a Message-ID, as `thread_ids` keys it. Compared byte for byte, as RFC 5322 section 3.6.4 wants. */
export function hashMessageId(messageId: string): string {
  return createHash('sha256').update(messageId).digest('hex').slice(0, 40)
}

/**
 * Claims Message-IDs for this transaction, in sorted order, so that two mails of one conversation cannot pass each other: the second
 * waits at the unique key and then finds the first one's ticket. Gives what was known of each id before, or is new.
 */
export async function claimThreadIds(
  tx: Tx,
  entityId: number,
  own: string | null,
  referred: readonly string[],
  now: number,
): Promise<ThreadId[]> {
  const hashes = [...new Set([...(own === null ? [] : [own]), ...referred].map(hashMessageId))].sort()
  if (hashes.length === 0) return []
  // A mail that refers to nothing is nearly always the first of its conversation.
  const known = referred.length === 0 ? [] : await readIds(tx, entityId, hashes)
  const missing = hashes.filter((hash) => !known.some((one) => one.hash === hash))
  const inserted = await insertIds(tx, entityId, missing, own === null ? null : hashMessageId(own), now)
  // Another transaction had one of them first; it has committed by now.
  return inserted.length === missing.length ? [...known, ...inserted] : readIds(tx, entityId, hashes)
}

function readIds(tx: Tx, entityId: number, hashes: readonly string[]): Promise<ThreadId[]> {
  return tx.all<ThreadId>(
    `SELECT id, hash, ticket_id AS ticketId, direction FROM thread_ids WHERE entity_id = ? AND hash IN (${hashes.map(() => '?').join(',')})`,
    [entityId, ...hashes],
  )
}

async function insertIds(
  tx: Tx,
  entityId: number,
  hashes: readonly string[],
  own: string | null,
  now: number,
): Promise<ThreadId[]> {
  const inserted: ThreadId[] = []
  for (const hash of hashes) {
    const direction = hash === own ? 'new' : 'ref'
    const id = await tx.insertOrIgnore('thread_ids', { entity_id: entityId, hash, direction, created_at: now }, 'new')
    if (id !== null) inserted.push({ id, hash, ticketId: null, direction })
  }
  return inserted
}

/**
 * Leads the claimed ids to the ticket; an id that has a ticket keeps it (of two owners the first). `own` becomes an id of a mail that came,
 * and leads where that mail went, whoever had named it before.
 */
export async function leadToTicket(
  tx: Tx,
  claimed: readonly ThreadId[],
  own: string | null,
  ticketId: number | null,
): Promise<void> {
  const ownHash = own === null ? null : hashMessageId(own)
  const mine = claimed.find(({ hash }) => hash === ownHash)
  const free = claimed
    .filter((known) => known.ticketId === null || (known === mine && known.direction !== 'in'))
    .map(({ id }) => id)
  if (free.length === 0) return
  await tx.run(
    `UPDATE thread_ids SET ticket_id = CASE WHEN id = ? THEN COALESCE(?, ticket_id) ELSE COALESCE(ticket_id, ?) END,
       direction = CASE WHEN id = ? THEN 'in' ELSE direction END WHERE id IN (${free.map(() => '?').join(',')})`,
    [mine?.id ?? 0, ticketId, ticketId, mine?.id ?? 0, ...free],
  )
}
