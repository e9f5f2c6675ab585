import { resolve } from 'node:path'
import { Sequelize, Transaction } from 'sequelize'
import type { Connection, Engine } from '../connection.ts'
import { connectionOf } from '../sequelize-connection.ts'
import { property } from '../store-errors.ts'
import { type Handles, SqliteConnection, sqliteModule } from './dialect-module.ts'
import { Handle } from './handle.ts'
import { sqliteError } from './sqlite-errors.ts'
import { WriteQueue } from './write-queue.ts'

/** Opens an SQLite file, which is made if it is missing. `writeWaitMs`: how long one writer of this process may keep the others waiting. */
export function sqliteEngine(file: string, writeWaitMs: number): Engine {
  const handles = keepHandles(file, queueOf(file, writeWaitMs))
  const own = handles.take()
  const options = {
    dialect: 'sqlite' as const,
    storage: file,
    logging: false,
    dialectModule: sqliteModule(handles),
    // Known to be recent enough: spares the question.
    databaseVersion: '3.53.0',
    transactionType: Transaction.TYPES.IMMEDIATE,
    // Set on every handle already.
    foreignKeys: false,
  }
  const sequelize = new Sequelize(options)
  return {
    dialect: 'sqlite',
    // 'subsec' gives a fraction, which does not always come out exact.
    nowSql: "CAST(ROUND(unixepoch('now', 'subsec') * 1000) AS INTEGER)",
    forUpdate: '',
    lend: (kind, work) => (kind === 'read' ? work(own) : writeAlone(handles.queue, own, work)),
    attempt: (work) => attempt(sequelize, work),
    close: async () => {
      await sequelize.close()
      handles.giveBack(own)
      handles.closeAll()
    },
  }
}

const queues = new Map<string, WriteQueue>()

/** One queue a file, however often this process has opened it. */
function queueOf(file: string, writeWaitMs: number): WriteQueue {
  const path = resolve(file)
  const queue = queues.get(path) ?? new WriteQueue(writeWaitMs)
  queues.set(path, queue)
  return queue
}

/** Statements outside of a transaction enter the queue with the first of them, so that it can be named to those that wait. */
async function writeAlone<R>(
  queue: WriteQueue,
  handle: Handle,
  work: (connection: Connection) => Promise<R>,
): Promise<R> {
  let entered = false
  const enter = async (sql: string) => {
    if (entered) return queue.note(sql)
    await queue.enter(sql)
    entered = true
  }
  try {
    return await work({
      read: (sql, values) => enter(sql).then(() => handle.read(sql, values)),
      write: (sql, values) => enter(sql).then(() => handle.write(sql, values)),
    })
  } finally {
    if (entered) await queue.leave()
  }
}

async function attempt<R>(sequelize: Sequelize, work: (connection: Connection) => Promise<R>): Promise<R> {
  try {
    return await sequelize.transaction((transaction) => {
      const connection = connectionOf(transaction)
      if (!(connection instanceof SqliteConnection))
        throw new Error('Sequelize gave a transaction without its connection')
      return work(connection)
    })
  } catch (error) {
    // Of BEGIN and COMMIT, Sequelize wraps the error that the adapter had translated.
    const inner = property(error, 'original')
    throw inner instanceof Error ? sqliteError(inner, 'BEGIN or COMMIT') : error
  }
}

function keepHandles(file: string, queue: WriteQueue): Handles & { closeAll(): void } {
  const idle: Handle[] = []
  return {
    queue,
    take: () => idle.pop() ?? new Handle(file),
    giveBack: (handle) => idle.push(handle),
    closeAll: () => {
      for (const handle of idle.splice(0)) handle.close()
    },
  }
}
