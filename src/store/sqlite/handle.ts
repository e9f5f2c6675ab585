import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { type Connection, storeLimits, type Written } from '../connection.ts'
import type { SqlValue } from '../types.ts'
import { sqliteError } from './sqlite-errors.ts'

/** One open SQLite database with its prepared statements. Statements run at once; the promise only suits the interface. */
export class Handle implements Connection {
  readonly #database: DatabaseSync
  /** In the order of last use: the first is the one to go. */
  readonly #prepared = new Map<string, StatementSync>()

  constructor(file: string) {
    this.#database = this.#named(`open ${file}`, () => openDatabase(file))
  }

  async read(sql: string, values: readonly SqlValue[]): Promise<object[]> {
    return this.rows(sql, values)
  }

  async write(sql: string, values: readonly SqlValue[]): Promise<Written> {
    return this.change(sql, values)
  }

  rows(sql: string, values: readonly SqlValue[]): object[] {
    return this.#named(sql, () => this.#statement(sql).all(...values))
  }

  change(sql: string, values: readonly SqlValue[]): Written {
    const { changes, lastInsertRowid } = this.#named(sql, () => this.#statement(sql).run(...values))
    return { matched: Number(changes), lastId: Number(lastInsertRowid) }
  }

  get inTransaction(): boolean {
    return this.#database.isTransaction
  }

  close(): void {
    this.#prepared.clear()
    this.#database.close()
  }

  #named<R>(sql: string, work: () => R): R {
    try {
      return work()
    } catch (error) {
      throw sqliteError(error, sql)
    }
  }

  #statement(sql: string): StatementSync {
    const known = this.#prepared.get(sql)
    if (known !== undefined) return known
    const statement = this.#database.prepare(sql)
    const [oldest] = this.#prepared.keys()
    if (this.#prepared.size >= storeLimits.preparedStatements && oldest !== undefined) this.#prepared.delete(oldest)
    this.#prepared.set(sql, statement)
    return statement
  }
}

function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: storeLimits.busyTimeoutMs, enableForeignKeyConstraints: true })
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY')
  // 16 MB, in KB: two handles are open as a rule, and the inner pages of large indexes fit.
  database.exec('PRAGMA cache_size = -16000')
  return database
}
