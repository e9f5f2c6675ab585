import type { NewRow, Patch, Row, TableName } from './schema.ts'

export type SqlValue = string | number | null

/**
 * Statements, alike on SQLite and MariaDB: standard SQL with `?` for every value. Within a transaction all of them run on its
 * connection. A row comes back as the columns that were asked for: `all<Row<'tickets'>>` where they all are.
 */
export interface Statements {
  /** Every row. */
  all<R extends object>(sql: string, values?: readonly SqlValue[]): Promise<R[]>
  /** The first row, or null. */
  first<R extends object>(sql: string, values?: readonly SqlValue[]): Promise<R | null>
  /** How many rows the statement matched. */
  run(sql: string, values?: readonly SqlValue[]): Promise<number>
  /** Inserts one row and gives its id. A broken unique key throws UniqueError. */
  insert<T extends TableName>(table: T, row: NewRow<T>): Promise<number>
  /**
   * Inserts one row unless a unique key forbids it; gives its id, or null where it was there already. Looks first, so that no id is used
   * up; with `expect: 'new'` it inserts first, which is one statement less where the row is hardly ever there.
   */
  insertOrIgnore<T extends TableName>(table: T, row: NewRow<T>, expect?: 'new'): Promise<number | null>
  /** Inserts many rows in as few statements as possible. */
  insertAll<T extends TableName>(table: T, rows: readonly NewRow<T>[]): Promise<void>
  update<T extends TableName>(table: T, id: number, patch: Patch<T>): Promise<void>
  byId<T extends TableName>(table: T, id: number): Promise<Row<T> | null>
  /** Milliseconds since the epoch by the database's own clock. */
  databaseNow(): Promise<number>
}

/** Statements in one transaction. */
export interface Tx extends Statements {
  /** Reads a row by id FOR UPDATE (a plain read on SQLite, where a writing transaction is alone). */
  lock<T extends TableName>(table: T, id: number): Promise<Row<T> | null>
  /** Runs once the transaction has committed; never when it is rolled back. For waking workers. */
  afterCommit(work: () => void): void
}

export interface Store extends Statements {
  readonly dialect: 'sqlite' | 'mariadb'
  /** SQL for the database's clock in milliseconds, to be used inside statements (`lease_until < ${store.nowSql}`). */
  readonly nowSql: string
  /**
   * Runs `work` in one transaction (BEGIN IMMEDIATE on SQLite) and commits what it did. Deadlocks, lock time-outs and a changed
   * snapshot (1213, 1205, 1020, SQLITE_BUSY) run the whole of `work` again, a bounded number of times. A lost connection throws
   * TransientError: the outcome is then unknown.
   */
  transaction<R>(work: (tx: Tx) => Promise<R>): Promise<R>
  close(): Promise<void>
}
