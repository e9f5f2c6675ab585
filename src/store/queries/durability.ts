import { z } from 'zod'
import type { Store } from '../types.ts'

/** What the database does to keep what it has confirmed. */
export type Durability =
  | { dialect: 'sqlite'; journalMode: string; synchronous: number }
  | {
      dialect: 'mariadb'
      version: string
      /** innodb_flush_log_at_trx_commit: 1 syncs at each commit. */
      flushLogAtCommit: number
      binaryLog: boolean
      /** sync_binlog: 1 syncs at each commit. */
      syncBinlog: number
      doublewrite: boolean
      /** Character set and collation that new tables of the database get. */
      characterSet: string
      /** Tables that are not InnoDB, or not utf8mb4. */
      oddTables: string[]
    }

const settingsRow = z.object({
  version: z.string(),
  flushLog: z.coerce.number(),
  logBin: z.union([z.string(), z.number()]).transform(isOn),
  syncBinlog: z.coerce.number(),
  doublewrite: z.union([z.string(), z.number()]).transform(isOn),
  characterSet: z.string(),
})

/** How the database was set up, as it says itself. */
export async function readDurability(store: Store): Promise<Durability> {
  if (store.dialect === 'sqlite') {
    const journal = await store.first<{ journal_mode: string }>('PRAGMA journal_mode')
    const sync = await store.first<{ synchronous: number }>('PRAGMA synchronous')
    return { dialect: 'sqlite', journalMode: journal?.journal_mode ?? '', synchronous: Number(sync?.synchronous ?? 0) }
  }
  const row = settingsRow.parse(
    await store.first(
      `SELECT VERSION() AS version, @@innodb_flush_log_at_trx_commit AS flushLog, @@log_bin AS logBin,
        @@sync_binlog AS syncBinlog, @@innodb_doublewrite AS doublewrite, @@character_set_database AS characterSet`,
    ),
  )
  return {
    dialect: 'mariadb',
    version: row.version,
    flushLogAtCommit: row.flushLog,
    binaryLog: row.logBin,
    syncBinlog: row.syncBinlog,
    doublewrite: row.doublewrite,
    characterSet: row.characterSet,
    oddTables: await oddTables(store),
  }
}

async function oddTables(store: Store): Promise<string[]> {
  const rows = await store.all<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()
      AND (engine <> 'InnoDB' OR table_collation NOT LIKE 'utf8mb4%') ORDER BY table_name`,
  )
  return rows.map(({ name }) => name)
}

/** MariaDB answers 0 and 1, or ON, OFF and the like. */
function isOn(value: string | number): boolean {
  return value !== 0 && !['0', 'OFF', 'NO'].includes(String(value).toUpperCase())
}
