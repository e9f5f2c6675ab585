import type { Statements } from '../types.ts'

/** Documents that the scanner has not looked at, since it was away; the oldest first. Index (scan). */
export function waitingDocuments(db: Statements, most: number): Promise<{ id: number; storage_key: string }[]> {
  return db.all(
    `SELECT id, storage_key FROM documents WHERE scan = 'waiting' AND erased_at IS NULL ORDER BY id LIMIT ${Math.trunc(most)}`,
  )
}

/** Writes what the scanner says, unless somebody else had it looked at in the meantime. */
export async function writeScan(
  db: Statements,
  id: number,
  verdict: 'clean' | 'infected',
  detail: string | null,
): Promise<void> {
  await db.run("UPDATE documents SET scan = ?, scan_detail = ? WHERE id = ? AND scan = 'waiting'", [
    verdict,
    detail,
    id,
  ])
}
