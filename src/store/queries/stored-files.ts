import type { FileKind } from '../files.ts'
import type { Statements } from '../types.ts'

/** Where the keys of stored files stand. Each column has an index. */
const columns: Record<FileKind, { table: string; key: string; also: string }> = {
  raw: { table: 'inbound_mails', key: 'raw_key', also: '' },
  rendered: { table: 'outbox_mails', key: 'raw_key', also: '' },
  document: { table: 'documents', key: 'storage_key', also: ' AND erased_at IS NULL' },
}

/** The next keys that rows name, from `from` on and below `to`, in order; at most `most`. */
export async function namedKeys(
  db: Statements,
  kind: FileKind,
  { from, to }: { from: string; to: string },
  most: number,
): Promise<string[]> {
  const { table, key, also } = columns[kind]
  const rows = await db.all<{ key: string }>(
    `SELECT ${key} AS \`key\` FROM ${table} WHERE ${key} >= ? AND ${key} < ?${also} ORDER BY ${key} LIMIT ${Math.trunc(most)}`,
    [from, to],
  )
  return rows.map((row) => row.key)
}

/** Whether any entity has the mail. Index (entity, fingerprint). */
export async function isJournaled(db: Statements, fingerprint: string): Promise<boolean> {
  const row = await db.first(
    'SELECT id FROM inbound_mails WHERE entity_id IN (SELECT id FROM entities) AND fingerprint = ? LIMIT 1',
    [fingerprint],
  )
  return row !== null
}
