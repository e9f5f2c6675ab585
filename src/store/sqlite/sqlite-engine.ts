import { resolve } from 'node:path'
import type { Connection, Engine } from '../connection.ts'
import { Handle } from './handle.ts'
import { SharedTransactions } from './shared-transaction.ts'
import { WriteQueue } from './write-queue.ts'

/**
 * Opens an SQLite file, which is made if it is missing. Two handles: one for transactions, and one that reads beside them what is
 * committed. `writeWaitMs`: how long one writer of this process may keep the others waiting.
 */
export function sqliteEngine(file: string, writeWaitMs: number): Engine {
  const queue = queueOf(file, writeWaitMs)
  const own = new Handle(file)
  const inTransactions = new Handle(file)
  const transactions = new SharedTransactions(inTransactions, queue)
  return {
    dialect: 'sqlite',
    // 'subsec' gives a fraction, which does not always come out exact.
    nowSql: "CAST(ROUND(unixepoch('now', 'subsec') * 1000) AS INTEGER)",
    forUpdate: '',
    lend: (kind, work) => (kind === 'read' ? work(own) : writeAlone(queue, own, work)),
    attempt: (work) => transactions.run(work),
    close: async () => {
      own.close()
      inTransactions.close()
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
    if (entered) {
      await queue.breathe()
      queue.passOn()
    }
  }
}
