import type { Statements } from '../types.ts'

/** Where the raw mails stand that a mailbox took in since a moment (ms), newest first. */
export async function recentRawKeys(
  statements: Statements,
  mailboxKey: string,
  since: number,
  limit: number,
): Promise<string[]> {
  const rows = await statements.all<{ raw_key: string }>(
    `SELECT DISTINCT m.id, m.raw_key FROM inbound_mails m JOIN mailboxes b ON b.id = m.mailbox_id
      WHERE m.received_at >= ? AND b.\`key\` = ? AND m.raw_key IS NOT NULL ORDER BY m.id DESC LIMIT ${Math.trunc(limit)}`,
    [since, mailboxKey],
  )
  return rows.map(({ raw_key }) => raw_key)
}
