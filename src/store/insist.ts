import { setTimeout } from 'node:timers/promises'

const waits = [100, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000]

/**
 * Writes what has happened and must not be forgotten because the database is away for a moment. Tries for a minute and a half, then
 * throws. `write` may have been committed although it failed, so it must bear being run again.
 */
export async function insist<R>(write: () => Promise<R>): Promise<R> {
  for (const wait of waits) {
    try {
      return await write()
    } catch {
      await setTimeout(wait)
    }
  }
  return write()
}
