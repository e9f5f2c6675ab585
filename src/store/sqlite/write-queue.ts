import { shortSql } from '../store-errors.ts'

/**
 * One writer at a time in this process. node:sqlite is synchronous: a second connection that waited on SQLite's own lock would
 * freeze the very loop that should commit the first.
 */
export class WriteQueue {
  readonly #waitMs: number
  readonly #waiting: { enter: () => void }[] = []
  #holder: string | null = null

  constructor(waitMs: number) {
    this.#waitMs = waitMs
  }

  /** Resolves when the caller may write. Whoever waits too long stands outside of a transaction that waits for it. */
  async enter(sql: string): Promise<void> {
    if (this.#holder === null) {
      this.#holder = sql
      return
    }
    await new Promise<void>((resolve, reject) => {
      const entry = {
        enter: () => {
          clearTimeout(timer)
          resolve()
        },
      }
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(entry), 1)
        reject(this.#waitedTooLong(sql))
      }, this.#waitMs)
      this.#waiting.push(entry)
    })
    this.#holder = sql
  }

  /** Says what the one that writes is doing, for the message of those that wait too long. */
  note(sql: string): void {
    this.#holder = sql
  }

  leave(): void {
    const next = this.#waiting.shift()
    // Stays taken for the next one: nobody may slip in before it has woken.
    if (next === undefined) this.#holder = null
    else next.enter()
  }

  #waitedTooLong(sql: string): Error {
    const held = shortSql(this.#holder ?? '')
    return new Error(
      `Waited ${this.#waitMs} ms to run "${shortSql(sql)}" while a transaction was at "${held}": is it run outside of its transaction?`,
    )
  }
}
