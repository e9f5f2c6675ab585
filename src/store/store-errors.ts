import { PermanentError, TransientError } from '../errors.ts'

/** A unique key forbids the row. `index` is the key's name in the database (`uq_<table>_<columns>`, or PRIMARY). */
export class UniqueError extends PermanentError {
  readonly table: string
  readonly index: string

  constructor(table: string, index: string, cause: unknown) {
    super('store-unique', `This already exists (${table}).`, { detail: `unique key ${index}`, cause })
    this.table = table
    this.index = index
  }
}

/** Others were in the way and nothing was done: the whole transaction can run again. Left when it was, often enough. */
export class ConflictError extends TransientError {
  constructor(detail: string, cause: unknown) {
    super('store-conflict', 'The database is busy.', { detail, cause })
  }
}

/** The database cannot be reached or cannot write. Of a transaction it is unknown whether it was committed. */
export const unavailable = (detail: string, cause: unknown) =>
  new TransientError('store-unavailable', 'The database cannot be reached.', {
    detail,
    cause,
    french: 'La base de données ne peut pas être jointe.',
  })

/** Any other error of a database is a bug, or a value that no caller should have let through: it says in which statement. */
export function statementError(cause: unknown, sql: string): Error {
  const message = cause instanceof Error ? cause.message : String(cause)
  return new Error(`${message} — in: ${shortSql(sql)}`, { cause })
}

/** Enough of a statement to find it in the code; values are never part of it. */
export const shortSql = (sql: string) => sql.replaceAll(/\s+/g, ' ').slice(0, 300)

/** A property of a driver's error, which is typed by nobody. */
export function property(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined
}
