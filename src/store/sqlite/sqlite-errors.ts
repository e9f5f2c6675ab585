import { TransientError } from '../../errors.ts'
import { isTable, uniqueName } from '../keys.ts'
import { schema } from '../schema.ts'
import { ConflictError, property, shortSql, statementError, UniqueError, unavailable } from '../store-errors.ts'

/** Primary result codes of SQLite (https://sqlite.org/rescode.html): the low byte of what it gives. */
const primaryCode = {
  busy: 5,
  locked: 6,
  readonly: 8,
  interrupt: 9,
  ioError: 10,
  full: 13,
  cannotOpen: 14,
  constraint: 19,
}
const outOfOrder: number[] = [
  primaryCode.readonly,
  primaryCode.interrupt,
  primaryCode.ioError,
  primaryCode.full,
  primaryCode.cannotOpen,
]

/** What an error of node:sqlite means to a caller. */
export function sqliteError(error: unknown, sql: string): Error {
  if (error instanceof TransientError || error instanceof UniqueError) return error
  const errcode = property(error, 'errcode')
  const message = error instanceof Error ? error.message : ''
  const code = typeof errcode === 'number' ? errcode & 255 : 0
  if (code === primaryCode.busy || code === primaryCode.locked) return new ConflictError(shortSql(sql), error)
  if (outOfOrder.includes(code)) return unavailable(`${message}: ${shortSql(sql)}`, error)
  const columns = /UNIQUE constraint failed: (.*)/.exec(message)?.[1]
  if (code === primaryCode.constraint && columns !== undefined) return uniqueError(columns, error)
  return statementError(error, sql)
}

/** SQLite names the columns (`t.a, t.b`), not the key. */
function uniqueError(text: string, cause: unknown): UniqueError {
  const [table = '', ...rest] = text
    .split(', ')
    .flatMap((part, index) => (index === 0 ? part.split('.') : part.split('.').slice(1)))
  const key = isTable(table) ? schema[table].unique.find((names) => names.join() === rest.join()) : undefined
  return new UniqueError(table, key === undefined ? 'PRIMARY' : uniqueName(table, key), cause)
}
