import type { Connection } from '../connection.ts'
import { ConflictError } from '../store-errors.ts'
import type { Handle } from './handle.ts'
import type { WriteQueue } from './write-queue.ts'

/** How many transactions one commit takes, so that none waits for long. */
const mostTogether = 16

/** A transaction of the database that several of ours have part in, each in a savepoint. */
interface Shared {
  parts: number
  committed: PromiseWithResolvers<void>
}

/**
 * Transactions on one handle. Those that wait for their turn when another ends share its commit, and so one sync of the disk: each is told
 * of success only once that commit is done, and rolls back alone where it fails.
 */
export class SharedTransactions {
  readonly #handle: Handle
  readonly #queue: WriteQueue
  #open: Shared | null = null

  constructor(handle: Handle, queue: WriteQueue) {
    this.#handle = handle
    this.#queue = queue
  }

  async run<R>(work: (connection: Connection) => Promise<R>): Promise<R> {
    await this.#queue.enter('BEGIN IMMEDIATE', this)
    const shared = await this.#join()
    const part = await this.#runPart(work)
    await this.#queue.breathe()
    this.#end(shared)
    if ('error' in part) throw part.error
    await shared.committed.promise
    return part.result
  }

  async #join(): Promise<Shared> {
    try {
      this.#open ??= this.#begin()
      this.#open.parts += 1
      this.#handle.change('SAVEPOINT part', [])
      return this.#open
    } catch (error) {
      this.#queue.passOn()
      throw error
    }
  }

  #begin(): Shared {
    this.#handle.change('BEGIN IMMEDIATE', [])
    const committed = Promise.withResolvers<void>()
    // Nobody may be left to hear of it: those whose own work failed have their own error.
    committed.promise.catch(() => {})
    return { parts: 0, committed }
  }

  async #runPart<R>(work: (connection: Connection) => Promise<R>): Promise<{ result: R } | { error: unknown }> {
    try {
      const result = await work(this.#noted())
      this.#handle.change('RELEASE part', [])
      return { result }
    } catch (error) {
      this.#undoPart()
      return { error }
    }
  }

  /** SQLite has rolled all of it back by itself where the disk is full. */
  #undoPart(): void {
    if (!this.#handle.inTransaction) return
    this.#handle.change('ROLLBACK TO part', [])
    this.#handle.change('RELEASE part', [])
  }

  /** Leaves the transaction to whoever comes next, or commits it. */
  #end(shared: Shared): void {
    const goesOn = this.#handle.inTransaction && this.#queue.next === this && shared.parts < mostTogether
    if (!goesOn) this.#commit(shared)
    this.#queue.passOn()
  }

  #commit(shared: Shared): void {
    this.#open = null
    try {
      if (!this.#handle.inTransaction) throw new ConflictError('the transaction was rolled back by SQLite', undefined)
      this.#handle.change('COMMIT', [])
      shared.committed.resolve()
    } catch (error) {
      // After a COMMIT that failed the transaction is still open, and its lock would stay for ever.
      if (this.#handle.inTransaction) this.#handle.change('ROLLBACK', [])
      shared.committed.reject(shared.parts > 1 ? new ConflictError('COMMIT of several', error) : error)
    }
  }

  #noted(): Connection {
    return {
      read: async (sql, values) => {
        this.#queue.note(sql)
        return this.#handle.rows(sql, values)
      },
      write: async (sql, values) => {
        this.#queue.note(sql)
        return this.#handle.change(sql, values)
      },
    }
  }
}
