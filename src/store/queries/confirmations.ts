import type { Row } from '../schema.ts'
import type { Statements, Tx } from '../types.ts'

export type WaitingConfirmation = Pick<Row<'confirmations'>, 'id' | 'inbound_mail_id'>

/** Questions to technicians that were asked before then and have no answer, the oldest first. Index (status, created_at). */
export function unanswered(db: Statements, askedBefore: number, most: number): Promise<WaitingConfirmation[]> {
  return db.all<WaitingConfirmation>(
    `SELECT id, inbound_mail_id FROM confirmations WHERE status = 'waiting' AND created_at <= ?
     ORDER BY created_at LIMIT ${Math.trunc(most)}`,
    [askedBefore],
  )
}

/** False where it was answered in the meantime. */
export async function expireConfirmation(
  tx: Tx,
  { id, inbound_mail_id }: WaitingConfirmation,
  reason: string,
): Promise<boolean> {
  const expired = await tx.run("UPDATE confirmations SET status = 'expired' WHERE id = ? AND status = 'waiting'", [id])
  if (expired === 1)
    await tx.run("UPDATE inbound_mails SET reason = ? WHERE id = ? AND outcome = 'held'", [reason, inbound_mail_id])
  return expired === 1
}
