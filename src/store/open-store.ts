import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { PermanentError } from '../errors.ts'
import { type Engine, storeLimits } from './connection.ts'
import type { MariadbOptions } from './mariadb/mariadb-engine.ts'
import { sqliteEngine } from './sqlite/sqlite-engine.ts'
import { storeOver } from './store.ts'
import type { Store } from './types.ts'

export type StoreOptions =
  | { dialect: 'sqlite'; file: string; writeWaitMs?: number }
  | ({ dialect: 'mariadb' } & MariadbOptions)

/** Opens the database and asks it one question, so that what is wrong with it shows here. Does not migrate it. */
export async function openStore(options: StoreOptions): Promise<Store> {
  if (options.dialect === 'sqlite') await mkdir(dirname(options.file), { recursive: true, mode: 0o700 })
  const store = storeOver(await engineOf(options))
  try {
    await store.databaseNow()
    if (store.dialect === 'mariadb') await checkPacket(store)
  } catch (error) {
    await store.close()
    throw error
  }
  return store
}

/** The client of MariaDB takes some 13 MB of memory, which a desk on SQLite spares. */
async function engineOf(options: StoreOptions): Promise<Engine> {
  if (options.dialect === 'sqlite') return sqliteEngine(options.file, options.writeWaitMs ?? storeLimits.writeWaitMs)
  const { mariadbEngine } = await import('./mariadb/mariadb-engine.ts')
  return mariadbEngine(options)
}

/** A mail's text may be as long as a statement: a server that takes less would fail on the rarest mails only. */
async function checkPacket(store: Store): Promise<void> {
  const row = await store.first<{ bytes: number }>('SELECT @@max_allowed_packet AS bytes')
  const needed = storeLimits.statementBytes + 1024 * 1024
  if (row !== null && row.bytes >= needed) return
  throw new PermanentError('store-packet', `MariaDB must have max_allowed_packet of ${needed} or more.`, {
    detail: `it is ${row?.bytes}`,
    french: `MariaDB doit avoir un max_allowed_packet d’au moins ${needed}.`,
  })
}
