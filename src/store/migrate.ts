import { Umzug } from 'umzug'
import { TransientError } from '../errors.ts'
import { firstSchema } from './migrations/0001-schema.ts'
import { quotedWords } from './migrations/0002-quoted-words.ts'
import type { Migration } from './migrations/migration.ts'
import type { Statements, Store, Tx } from './types.ts'

const migrations: readonly Migration[] = [firstSchema, quotedWords]

/**
 * Brings the database to the schema of this version and gives the names of what ran. Two processes that start at once do it one after
 * the other: SQLite's transaction is a lock in itself; on MariaDB, where DDL commits by itself, a named lock is held.
 */
export function migrate(store: Store): Promise<string[]> {
  return store.transaction(async (tx) => {
    if (store.dialect === 'sqlite') return runAll(tx, store.dialect)
    await takeLock(tx)
    try {
      return await runAll(tx, store.dialect)
    } finally {
      await tx.first(`SELECT RELEASE_LOCK(${lockName})`)
    }
  })
}

/** The names of the migrations that have not run. */
export async function pendingMigrations(store: Store): Promise<string[]> {
  if (!(await hasTable(store, store.dialect))) return migrations.map(({ name }) => name)
  const done = await executed(store)
  return migrations.map(({ name }) => name).filter((name) => !done.includes(name))
}

/** Whether nothing of ours is in the database yet. */
export const isUnborn = async (store: Store): Promise<boolean> => !(await hasTable(store, store.dialect))

/** The names of migrations that ran and that this version does not know: the database belongs to a newer one. */
export async function unknownMigrations(store: Store): Promise<string[]> {
  if (!(await hasTable(store, store.dialect))) return []
  return (await executed(store)).filter((name) => !migrations.some((known) => known.name === name))
}

/** Names of locks belong to the whole server. */
const lockName = `CONCAT('guichet-', LEFT(SHA1(DATABASE()), 40))`
const lockSeconds = 50

async function takeLock(tx: Tx): Promise<void> {
  const row = await tx.first<{ taken: number | null }>(`SELECT GET_LOCK(${lockName}, ${lockSeconds}) AS taken`)
  if (row?.taken === 1) return
  throw new TransientError('store-migrating', 'Another process is migrating the database.', {
    detail: `waited ${lockSeconds} s`,
    french: 'Un autre processus met la base de données à niveau.',
  })
}

async function runAll(tx: Tx, dialect: Store['dialect']): Promise<string[]> {
  await tx.run(`CREATE TABLE IF NOT EXISTS migrations (name VARCHAR(100) NOT NULL PRIMARY KEY, run_at BIGINT NOT NULL)`)
  const umzug = new Umzug({
    migrations: migrations.map(({ name, up }) => ({ name, up: () => up(tx, dialect) })),
    storage: {
      executed: () => executed(tx),
      logMigration: async ({ name }) => {
        await tx.run('INSERT INTO migrations (name, run_at) VALUES (?, ?)', [name, await tx.databaseNow()])
      },
      unlogMigration: () => Promise.reject(new Error('Migrations only go forward: restore the backup')),
    },
    logger: undefined,
  })
  return (await umzug.up()).map(({ name }) => name)
}

async function executed(statements: Statements): Promise<string[]> {
  return (await statements.all<{ name: string }>('SELECT name FROM migrations ORDER BY name')).map(({ name }) => name)
}

async function hasTable(statements: Statements, dialect: Store['dialect']): Promise<boolean> {
  const sql =
    dialect === 'sqlite'
      ? `SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'migrations'`
      : `SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'migrations'`
  return (await statements.first(sql)) !== null
}
