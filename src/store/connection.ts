import type { SqlValue } from './types.ts'

/** What a statement that changes rows did. */
export interface Written {
  /** Rows that it matched, changed or not. */
  matched: number
  /** The id that an INSERT of one row gave. */
  lastId: number
}

/** One connection of either database; statements run on it in the order in which they are given. */
export interface Connection {
  read(sql: string, values: readonly SqlValue[]): Promise<object[]>
  write(sql: string, values: readonly SqlValue[]): Promise<Written>
}

/** What a dialect must do. Errors that leave it are translated: UniqueError, ConflictError, TransientError, or a bug. */
export interface Engine {
  readonly dialect: 'sqlite' | 'mariadb'
  readonly nowSql: string
  /** Lends a connection for one statement outside of any transaction. */
  lend<R>(kind: 'read' | 'write', work: (connection: Connection) => Promise<R>): Promise<R>
  /** Runs `work` in one transaction, once: commits it, or rolls it back and throws. */
  attempt<R>(work: (connection: Connection) => Promise<R>): Promise<R>
  /** SQL that follows a SELECT to lock its rows, or nothing. */
  readonly forUpdate: string
  close(): Promise<void>
}

export const storeLimits = {
  /** Most bytes of the values of one statement: below MariaDB's default max_allowed_packet of 16 MB, alike on SQLite. */
  statementBytes: 15 * 1024 * 1024,
  /** insertAll: most rows, and most bytes (roughly), in one statement. */
  rowsAStatement: 200,
  bytesAStatement: 4 * 1024 * 1024,
  /** How often a transaction is run before its conflict is given up, and the longest pause between two runs. */
  attempts: 20,
  longestPauseMs: 250,
  /** How long a writer of this process may keep the others waiting on SQLite: more is a statement outside of its transaction. */
  writeWaitMs: 30_000,
  /** How long SQLite blocks the whole process on another one's lock. */
  busyTimeoutMs: 100,
  /** How long a statement may take on MariaDB before its connection is taken for dead. */
  statementMs: 60_000,
  connectMs: 10_000,
  lockWaitSeconds: 10,
  /** How long a caller waits for a connection of the pool. */
  acquireMs: 30_000,
  /** Statements kept prepared on each connection. */
  preparedStatements: 500,
} as const
