import { keptReason } from '../i18n/kept-reasons.ts'
import { loadDueDigests, type OutboxRow } from '../store/queries/outbox.ts'
import type { Store, Tx } from '../store/types.ts'
import { enqueueMail } from './enqueue.ts'

/** How long the first notice of a digest waits for others. */
export const digestWaits = 15 * 60_000

/** Notices of one digest; more make another. */
const mostNotices = 100

/** Makes digests of the notices whose time has come, one a person, with all that waits for them. Gives how many it made. */
export async function gatherDigests(store: Store, transport: string, now: number): Promise<number> {
  const waiting = await loadDueDigests(store, transport, now + digestWaits, 10 * mostNotices)
  const groups = Map.groupBy(waiting, (row) => `${row.entity_id} ${row.person_id}`)
  let made = 0
  for (const rows of groups.values()) {
    if (!rows.some((row) => (row.next_attempt_at ?? now) <= now)) continue
    await store.transaction((tx) => makeDigest(tx, rows.slice(0, mostNotices), now))
    made += 1
  }
  return made
}

/** Another process may have been faster: only notices that still wait are taken. */
async function makeDigest(tx: Tx, rows: readonly OutboxRow[], now: number): Promise<void> {
  const taken: OutboxRow[] = []
  for (const row of rows) if ((await takeNotice(tx, row.id)) === 1) taken.push(row)
  const [first] = taken
  if (!first) return
  const id = await enqueueMail(tx, digestOf(first, taken), now)
  for (const row of taken)
    await tx.update('outbox_mails', row.id, { reason: keptReason('in-digest', { id: String(id) }) })
}

const takeNotice = (tx: Tx, id: number): Promise<number> =>
  tx.run(
    "UPDATE outbox_mails SET next_attempt_at = NULL WHERE id = ? AND status = 'digest' AND next_attempt_at IS NOT NULL",
    [id],
  )

function digestOf(first: OutboxRow, rows: readonly OutboxRow[]) {
  return {
    entityId: first.entity_id,
    mailboxId: first.mailbox_id,
    ticketId: null,
    personId: first.person_id,
    toAddress: first.to_address,
    event: 'digest',
    language: first.language,
    dedupe: `digest-${first.id}`,
    itemType: null,
    itemId: null,
    isPrivate: rows.some((row) => row.is_private === 1),
    isAutomatic: true,
    replyToMessageId: null,
    transport: first.transport,
    data: { mailIds: rows.map((row) => row.id) },
    links: [],
  }
}
