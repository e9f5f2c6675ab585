import { TransientError } from '../../errors.ts'
import { ConflictError, property, shortSql, statementError, UniqueError, unavailable } from '../store-errors.ts'

/** https://mariadb.com/kb/en/mariadb-error-code-reference/ */
const duplicate = 1062
/** Lock time-out, deadlock, and a row that changed since the snapshot. */
const conflicts: unknown[] = [1205, 1213, 1020]
/** Too many connections, access, shutdown, disk, killed, read-only after a failover: it may work later. */
const outOfOrder: unknown[] = [
  3, 1021, 1040, 1044, 1045, 1049, 1053, 1114, 1129, 1130, 1203, 1290, 1317, 1836, 1927, 1969, 4031,
]
const network: unknown[] = [
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_SEQUENCE_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
]
const moreNetwork: unknown[] = [
  'ETIMEDOUT',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ESOCKET',
]

/** What an error of mysql2, or of Sequelize around one, means to a caller. */
export function mariadbError(error: unknown, sql: string): Error {
  if (error instanceof TransientError || error instanceof UniqueError) return error
  const inner = property(error, 'original')
  if (inner instanceof Error) return mariadbError(inner, sql)
  const [errno, code] = [property(error, 'errno'), property(error, 'code')]
  const message = error instanceof Error ? error.message : String(error)
  if (errno === duplicate) return uniqueError(message, sql, error)
  if (conflicts.includes(errno)) return new ConflictError(`${message}: ${shortSql(sql)}`, error)
  if (isUnavailable(error, errno, code)) return unavailable(`${message}: ${shortSql(sql)}`, error)
  return statementError(error, sql)
}

function isUnavailable(error: unknown, errno: unknown, code: unknown): boolean {
  if (property(error, 'fatal') === true || outOfOrder.includes(errno)) return true
  if (network.includes(code) || moreNetwork.includes(code)) return true
  // The pool's own, and what mysql2 says of a connection that has ended without giving a code.
  const text = error instanceof Error ? `${error.name} ${error.message}` : ''
  return /^SequelizeConnection|closed state|connection is in closed|Connection lost/i.test(text)
}

function uniqueError(message: string, sql: string, cause: unknown): UniqueError {
  const index = /for key '(?:[^']*\.)?([^'.]*)'$/.exec(message)?.[1] ?? ''
  const table = /^\s*(?:insert(?:\s+ignore)?\s+into|update|replace\s+into)\s+`?(\w+)/i.exec(sql)?.[1] ?? ''
  return new UniqueError(table, index, cause)
}
