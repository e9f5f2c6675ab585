import type { Statements } from '../types.ts'

/** Mails of ours that a relay gave one of these ids, in the order of the ids. Index (assigned_message_id). */
export async function findRenamed(db: Statements, messageIds: readonly string[]): Promise<number[]> {
  if (messageIds.length === 0) return []
  const rows = await db.all<{ id: number; messageId: string }>(
    `SELECT id, assigned_message_id AS messageId FROM outbox_mails
     WHERE assigned_message_id IN (${messageIds.map(() => '?').join(',')}) ORDER BY id LIMIT 100`,
    [...messageIds],
  )
  const byMessageId = new Map(rows.map(({ id, messageId }) => [messageId, id]))
  return messageIds.flatMap((messageId) => byMessageId.get(messageId) ?? [])
}
