import { TransientError } from '../errors.ts'
import type { Connection } from './connection.ts'
import type { Lend } from './statements.ts'

/**
 * Lends a transaction's connection while the transaction lives. After a deadlock the database has rolled back by itself, and
 * what came next would be committed bit by bit: so whoever swallows such an error gets it again, from each statement and at the end.
 */
export function transactionLend(connection: Connection): { lend: Lend; end(): void } {
  let broken: unknown = null
  let ended = false
  const lend: Lend = async (_kind, work) => {
    if (broken !== null) throw broken
    if (ended) throw new Error('A statement came after its transaction had ended: an await is missing')
    try {
      return await work(connection)
    } catch (error) {
      if (error instanceof TransientError) broken = error
      throw error
    }
  }
  const end = () => {
    ended = true
    if (broken !== null) throw broken
  }
  return { lend, end }
}
