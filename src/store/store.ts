import { setTimeout as pause } from 'node:timers/promises'
import { type Randomness, systemRandomness } from '../clock.ts'
import { type Connection, type Engine, storeLimits } from './connection.ts'
import type { Row, TableName } from './schema.ts'
import { selectByIdSql, statementsOver } from './statements.ts'
import { ConflictError } from './store-errors.ts'
import { transactionLend } from './transaction-lend.ts'
import type { Store, Tx } from './types.ts'

/** The one Store, over the engine of either database. */
export function storeOver(engine: Engine, randomness: Randomness = systemRandomness): Store {
  const repeat = <R>(work: () => Promise<R>) => untilNoConflict(work, randomness)
  return {
    ...statementsOver((kind, work) => repeat(() => engine.lend(kind, work)), engine.nowSql),
    dialect: engine.dialect,
    nowSql: engine.nowSql,
    transaction: (work) => repeat(() => runOnce(engine, work)),
    close: () => engine.close(),
  }
}

async function runOnce<R>(engine: Engine, work: (tx: Tx) => Promise<R>): Promise<R> {
  const wakes: (() => void)[] = []
  const result = await engine.attempt(async (connection) => {
    const lend = transactionLend(connection)
    const outcome = await work(txOver(engine, connection, lend, wakes))
    lend.end()
    return outcome
  })
  // Apart, so that a wake that throws cannot make a committed transaction look failed.
  for (const wake of wakes) queueMicrotask(wake)
  return result
}

function txOver(
  engine: Engine,
  _connection: Connection,
  lend: ReturnType<typeof transactionLend>,
  wakes: (() => void)[],
): Tx {
  const statements = statementsOver(lend.lend, engine.nowSql)
  return {
    ...statements,
    lock: <T extends TableName>(table: T, id: number) =>
      statements.first<Row<T>>(selectByIdSql(table) + engine.forUpdate, [id]),
    afterCommit: (wake) => {
      wakes.push(wake)
    },
  }
}

/** Pauses grow and are spread, so that two transactions that met do not meet again. */
async function untilNoConflict<R>(work: () => Promise<R>, randomness: Randomness): Promise<R> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof ConflictError) || attempt >= storeLimits.attempts) throw error
      await pause(randomness.fraction() * Math.min(2 ** attempt, storeLimits.longestPauseMs))
    }
  }
}
