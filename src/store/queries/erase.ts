import { quoted } from '../keys.ts'
import type { TableName } from '../schema.ts'
import type { Tx } from '../types.ts'
import { emptied, emptyInbound, emptyOutbox } from './retention.ts'

/** What an erasure writes outside of tickets, each in the caller's transaction and on rows that it names. */

/** From now on the person is told nothing, and is nobody's technician. */
export async function dismissPerson(tx: Tx, personId: number): Promise<void> {
  await tx.update('persons', personId, { status: 'erased' })
  await tx.run('DELETE FROM person_roles WHERE person_id = ?', [personId])
  await tx.run('DELETE FROM group_members WHERE person_id = ?', [personId])
}

/** The row stays, under a neutral name: tickets point to it. */
export async function namelessPerson(tx: Tx, personId: number, name: string): Promise<void> {
  await tx.run('DELETE FROM person_addresses WHERE person_id = ?', [personId])
  await tx.update('persons', personId, { name })
}

/** Links that the person was sent work no more. Index (ticket_id). */
export const voidLinks = (tx: Tx, ticketId: number, personId: number, now: number): Promise<number> =>
  tx.run(
    'UPDATE action_links SET expires_at = ? WHERE ticket_id = ? AND person_id = ? AND used_at IS NULL AND expires_at > ?',
    [...[now, ticketId, personId, now]],
  )

/** A mail that came in: its file's key; null where it has none; `false` where it is not decided, and left as it is. */
export async function eraseInbound(tx: Tx, id: number, isTheirs: boolean): Promise<string | null | false> {
  const mail = await tx.lock('inbound_mails', id)
  if (!mail) return null
  const over = mail.status === 'done' || mail.status === 'parked'
  const toDecide = mail.outcome === 'held' || mail.outcome === 'parked'
  if (!over || (toDecide && !isTheirs)) return false
  await emptyInbound(tx, [id])
  return mail.raw_key
}

/** Forgets the Message-ID of a mail; on a ticket that goes on its hash stays, so that answers of others still find it. */
export async function forgetThreadId(tx: Tx, entityId: number, hash: string): Promise<number> {
  return tx.run(
    `DELETE FROM thread_ids WHERE entity_id = ? AND hash = ?
       AND (ticket_id IS NULL OR ticket_id IN (SELECT id FROM tickets WHERE status = 'closed'))`,
    [entityId, hash],
  )
}

export interface OutboxErasure {
  personId: number
  addresses: readonly string[]
  word: string
  json(value: string): string
}

/**
 * A mail of ours: its file's key, or null; `false` while it is being sent. What is still to go to the person is cancelled. What is still to
 * go to others keeps its facts without the person, and is rendered anew under the same Message-ID.
 */
export async function eraseOutboxMail(
  tx: Tx,
  id: number,
  erasure: OutboxErasure,
): Promise<{ key: string | null; cancelled: boolean } | false> {
  const mail = await tx.lock('outbox_mails', id)
  if (!mail) return { key: null, cancelled: false }
  if (mail.status === 'sending') return false
  const isTo = mail.person_id === erasure.personId || erasure.addresses.includes(mail.to_address.toLowerCase())
  const isOver =
    mail.status === 'sent' || mail.status === 'cancelled' || (mail.status === 'digest' && mail.next_attempt_at === null)
  if (isTo || isOver) await emptyOutbox(tx, [id])
  else
    await tx.update('outbox_mails', id, {
      ...{ raw_key: null, sent_text: null, sent_html_text: null, subject: null },
      data: mail.data === emptied ? emptied : erasure.json(mail.data),
    })
  if (isTo && !isOver)
    await tx.update('outbox_mails', id, {
      ...{ status: 'cancelled', reason: 'the person was erased', next_attempt_at: null },
      ...{ lease_owner: null, lease_until: null },
    })
  if (isTo) await tx.update('outbox_mails', id, { to_address: erasure.word })
  return { key: mail.raw_key, cancelled: isTo && !isOver }
}

/** A row that stands for an address and nothing else. */
export const forgetRow = (tx: Tx, table: TableName, id: number): Promise<number> =>
  tx.run(`DELETE FROM ${quoted(table)} WHERE id = ?`, [id])
