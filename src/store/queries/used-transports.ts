import type { Statements, Tx } from '../types.ts'

/** Every transport that ever sent, also those that the settings no longer name: each a seek in index (transport, sent_at). */
export async function usedTransports(db: Statements): Promise<string[]> {
  const used: string[] = []
  const next = (after: string) =>
    db.first<{ transport: string }>(
      'SELECT transport FROM outbox_mails WHERE transport > ? ORDER BY transport LIMIT 1',
      [after],
    )
  for (let row = await next(''); row !== null; row = await next(row.transport)) used.push(row.transport)
  return used
}

/** Those, and those whose state is kept. */
export async function knownTransports(db: Statements): Promise<string[]> {
  const kept = await db.all<{ key: string }>('SELECT `key` FROM transports')
  return [...new Set([...(await usedTransports(db)), ...kept.map(({ key }) => key)])]
}

/** What may still be sent, also what a process holds that may be dead: a lease goes by the mail. Index (status, transport). */
const unsent = "('waiting', 'sending', 'digest', 'held', 'parked', 'cancelled')"

/** Gives the unsent mails of a transport to another, and how many there were; `mailboxId` null: of all mailboxes. */
export function moveUnsent(tx: Tx, move: { from: string; to: string; mailboxId: number | null }): Promise<number> {
  const { from, to, mailboxId } = move
  const ofMailbox = mailboxId === null ? '' : 'AND mailbox_id = ?'
  return tx.run(
    `UPDATE outbox_mails SET transport = ? WHERE transport = ? AND status IN ${unsent} ${ofMailbox}`,
    mailboxId === null ? [to, from] : [to, from, mailboxId],
  )
}

/** Its pause is nobody's trouble any more. */
export async function forgetTransport(tx: Tx, key: string): Promise<void> {
  await tx.run('DELETE FROM transports WHERE `key` = ?', [key])
}
