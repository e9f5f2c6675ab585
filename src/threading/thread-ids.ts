import { createHash } from 'node:crypto'
import type { Statements, Tx } from '../store/types.ts'

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
  const ownHash = own === null ? null : hashMessageId(own)
  const rows = hashes.map((hash) => ({
    entity_id: entityId,
    hash,
    direction: hash === ownHash ? 'new' : 'ref',
    created_at: now,
  }))
  for (const row of rows) await tx.insertOrIgnore('thread_ids', row)
  return tx.all<ThreadId>(
    `SELECT id, hash, ticket_id AS ticketId, direction FROM thread_ids WHERE entity_id = ? AND hash IN (${hashes.map(() => '?').join(',')})`,
    [entityId, ...hashes],
  )
}

/** Leads the claimed ids to the ticket; an id that has a ticket keeps it (of two owners the first). `own` becomes an id of a mail that came. */
export async function leadToTicket(
  tx: Tx,
  claimed: readonly ThreadId[],
  own: string | null,
  ticketId: number,
): Promise<void> {
  const free = claimed.filter((known) => known.ticketId === null).map(({ id }) => id)
  if (free.length > 0)
    await tx.run(`UPDATE thread_ids SET ticket_id = ? WHERE id IN (${free.map(() => '?').join(',')})`, [
      ticketId,
      ...free,
    ])
  await ownId(tx, claimed, own)
}

/** Notes that a mail with this Message-ID has come, whatever became of it. */
export async function ownId(tx: Tx, claimed: readonly ThreadId[], own: string | null): Promise<void> {
  const mine = own === null ? undefined : claimed.find(({ hash }) => hash === hashMessageId(own))
  if (mine && mine.direction !== 'in') await tx.run("UPDATE thread_ids SET direction = 'in' WHERE id = ?", [mine.id])
}

/** The ticket that a Message-ID of ours, renamed by a relay, or any seen one leads to. For reading only. */
export async function findThread(store: Statements, entityId: number, messageId: string): Promise<number | null> {
  const row = await store.first<{ ticketId: number | null }>(
    'SELECT ticket_id AS ticketId FROM thread_ids WHERE entity_id = ? AND hash = ?',
    [entityId, hashMessageId(messageId)],
  )
  return row?.ticketId ?? null
}
