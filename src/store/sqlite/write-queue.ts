import { shortSql } from '../store-errors.ts'

interface Waiting {
  who: object | null
  enter(): void
}

/**
 * One writer at a time in this process. node:sqlite is synchronous: a second connection that waited on SQLite's own lock would
 * freeze the very loop that should commit the first.
 */
export class WriteQueue {
  readonly #waitMs: number
  readonly #waiting: Waiting[] = []
  /** The statement that the one who writes is at, for those that wait too long. */
  #holder: string | null = null
  /** Who writes has changed so many times. */
  #turns = 0

  constructor(waitMs: number) {
    this.#waitMs = waitMs
  }

  /** Resolves when the caller may write; `who` it is, where that matters to the one before. Throws where the same one writes for too long: it must be waiting for the caller. */
  async enter(sql: string, who: object | null = null): Promise<void> {
    if (this.#holder !== null) await this.#wait(sql, who)
    this.#holder = sql
  }

  note(sql: string): void {
    this.#holder = sql
  }

  /** Lets the event loop turn: writers that follow each other by microtasks alone would starve all I/O. Whoever writes still does. */
  async breathe(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
  }

  /** Who comes next, where it said so. */
  get next(): object | null {
    return this.#waiting[0]?.who ?? null
  }

  /** Gives the turn to whoever comes next. */
  passOn(): void {
    this.#turns += 1
    const next = this.#waiting.shift()
    // Stays taken for the next one: nobody may slip in before it has woken.
    if (next === undefined) this.#holder = null
    else next.enter()
  }

  #wait(sql: string, who: object | null): Promise<void> {
    return new Promise((resolve, reject) => {
      let turn = this.#turns
      const timer = setInterval(() => {
        if (turn !== this.#turns) {
          turn = this.#turns
          return
        }
        clearInterval(timer)
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1)
        reject(this.#waitedTooLong(sql))
      }, this.#waitMs)
      const enter = () => {
        clearInterval(timer)
        resolve()
      }
      const waiting = { who, enter }
      this.#waiting.push(waiting)
    })
  }

  #waitedTooLong(sql: string): Error {
    const held = shortSql(this.#holder ?? '')
    return new Error(
      `Waited ${this.#waitMs} ms to run "${shortSql(sql)}" while a transaction was at "${held}": is it run outside of its transaction?`,
    )
  }
}
