import type { Connection, Written } from '../connection.ts'
import type { SqlValue } from '../types.ts'
import type { Handle } from './handle.ts'
import type { WriteQueue } from './write-queue.ts'

type RunCallback = (this: Statement, error: Error | null) => void
type AllCallback = (error: Error | null, rows?: object[]) => void

/** Sequelize tells the results of an insert by this class's very name. */
class Statement {
  lastID = 0
  changes = 0
}

/** Open handles that no transaction uses: kept, so that their prepared statements are. */
export interface Handles {
  readonly queue: WriteQueue
  take(file: string): Handle
  giveBack(handle: Handle): void
}

/**
 * What Sequelize knows as the `sqlite3` package, over node:sqlite. Sequelize opens and closes one for each transaction and sends BEGIN
 * IMMEDIATE, COMMIT and ROLLBACK through it; our own statements go to the handle beneath.
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

export class SqliteConnection implements Connection {
  readonly filename: string
  /** Sequelize's: the transaction that this connection is for. */
  uuid: string | undefined
  readonly #handles: Handles
  readonly #handle: Handle
  #writing = false

  constructor(handles: Handles, file: string) {
    this.#handles = handles
    this.filename = file
    this.#handle = handles.take(file)
  }

  read(sql: string, values: readonly SqlValue[]): Promise<object[]> {
    if (this.#writing) this.#handles.queue.note(sql)
    return this.#handle.read(sql, values)
  }

  write(sql: string, values: readonly SqlValue[]): Promise<Written> {
    if (this.#writing) this.#handles.queue.note(sql)
    return this.#handle.write(sql, values)
  }

  serialize(work: () => void): void {
    work()
  }

  run(sql: string, parameters?: SqlValue[] | RunCallback, callback?: RunCallback): void {
    const done = typeof parameters === 'function' ? parameters : callback
    const values = Array.isArray(parameters) ? parameters : []
    const statement = new Statement()
    this.#change(sql, values).then(
      ({ lastId, matched }) => {
        statement.lastID = lastId
        statement.changes = matched
        done?.call(statement, null)
      },
      (error: Error) => done?.call(statement, error),
    )
  }

  all(sql: string, values: SqlValue[], callback: AllCallback): void {
    // Sequelize sends BEGIN, COMMIT and ROLLBACK here.
    const work = begins.test(sql) || ends.test(sql) ? this.#change(sql, values).then(() => []) : this.read(sql, values)
    work.then(
      (rows) => callback(null, rows),
      (error: Error) => callback(error),
    )
  }

  close(callback?: (error: Error | null) => void): void {
    this.#handles.giveBack(this.#handle)
    callback?.(null)
  }

  async #change(sql: string, values: SqlValue[]): Promise<Written> {
    if (begins.test(sql)) return this.#begin(sql)
    // BEGIN failed, or SQLite has rolled back by itself (a full disk): Sequelize asks for it all the same.
    if (sql.startsWith('ROLLBACK') && !this.#handle.inTransaction) return this.#nothingToRollBack()
    try {
      return await this.#handle.write(sql, values)
    } finally {
      if (ends.test(sql)) await this.#leave()
    }
  }

  async #begin(sql: string): Promise<Written> {
    await this.#handles.queue.enter(sql)
    this.#writing = true
    try {
      return await this.#handle.write(sql, [])
    } catch (error) {
      await this.#leave()
      throw error
    }
  }

  async #nothingToRollBack(): Promise<Written> {
    await this.#leave()
    return { matched: 0, lastId: 0 }
  }

  async #leave(): Promise<void> {
    if (!this.#writing) return
    this.#writing = false
    await this.#handles.queue.leave()
  }
}

const begins = /^BEGIN/
const ends = /^(COMMIT|ROLLBACK)/
