import type { Connection, Written } from '../connection.ts'
import type { SqlValue } from '../types.ts'
import type { Handle } from './handle.ts'
import type { WriteQueue } from './write-queue.ts'

/** Open handles that no transaction uses: kept, so that their prepared statements are. */
export interface Handles {
  readonly queue: WriteQueue
  take(): Handle
  giveBack(handle: Handle): void
}

/**
 * What Sequelize takes for the `sqlite3` package, over node:sqlite. Sequelize opens one for each transaction and sends BEGIN
 * IMMEDIATE, COMMIT and ROLLBACK through it, and nothing else: our own statements go to the handle beneath.
 */
export function sqliteModule(handles: Handles): object {
  class Database extends SqliteConnection {
    constructor(file: string, _mode: number, opened: (error: Error | null) => void) {
      super(handles, file)
      setImmediate(opened, null)
    }
  }
  return { OPEN_READWRITE: 2, OPEN_CREATE: 4, Database }
}

/** A transaction's connection. Takes a handle when it is its turn to write, so that one handle serves all, and ends with it. */
export class SqliteConnection implements Connection {
  readonly filename: string
  /** Sequelize's: the transaction that this connection is for. */
  uuid: string | undefined
  readonly #handles: Handles
  #handle: Handle | null = null
  /** It is this connection's turn to write. */
  #entered = false

  constructor(handles: Handles, file: string) {
    this.#handles = handles
    this.filename = file
  }

  async read(sql: string, values: readonly SqlValue[]): Promise<object[]> {
    return this.#noted(sql).read(sql, values)
  }

  async write(sql: string, values: readonly SqlValue[]): Promise<Written> {
    return this.#noted(sql).write(sql, values)
  }

  /** Sequelize's way in: `all` for BEGIN, COMMIT and ROLLBACK, within `serialize`. */
  serialize(work: () => void): void {
    work()
  }

  all(sql: string, _values: unknown, callback: (error: Error | null, rows?: object[]) => void): void {
    const work = sql.startsWith('BEGIN') ? this.#begin(sql) : this.#end(sql)
    work.then(
      () => callback(null, []),
      (error: Error) => callback(error),
    )
  }

  close(callback?: (error: Error | null) => void): void {
    callback?.(null)
  }

  #noted(sql: string): Handle {
    if (this.#handle === null) throw new Error(`A statement came outside of its transaction: ${sql}`)
    this.#handles.queue.note(sql)
    return this.#handle
  }

  async #begin(sql: string): Promise<void> {
    await this.#handles.queue.enter(sql)
    this.#entered = true
    try {
      this.#handle = this.#handles.take()
      await this.#handle.write(sql, [])
    } catch (error) {
      await this.#leave()
      throw error
    }
  }

  /** After a COMMIT that failed (a full disk) the transaction is still open, and its lock would stay for ever. */
  async #end(sql: string): Promise<void> {
    try {
      // Sequelize asks for ROLLBACK also where BEGIN has failed, or where SQLite has rolled back by itself.
      if (this.#handle?.inTransaction) await this.#handle.write(sql, [])
    } finally {
      if (this.#handle?.inTransaction) await this.#handle.write('ROLLBACK', [])
      await this.#leave()
    }
  }

  async #leave(): Promise<void> {
    if (!this.#entered) return
    if (this.#handle !== null) this.#handles.giveBack(this.#handle)
    this.#handle = null
    this.#entered = false
    await this.#handles.queue.leave()
  }
}
