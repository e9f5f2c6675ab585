import { TransientError } from '../errors.ts'
import type { Store, Tx } from './types.ts'

/** Writes that come at the same time share one transaction, and so one sync of the disk. */
export interface GroupCommit {
  /** Resolves with what `work` gave, once it is committed. It may be run more than once, as in `Store.transaction`. */
  add<R>(work: (tx: Tx) => Promise<R>): Promise<R>
}

/** How many pieces of work one transaction takes, so that no lock is held for long. */
const mostInOne = 32

interface Entry {
  /** Runs the work, and gives what tells its caller once all is committed. */
  run(tx: Tx): Promise<() => void>
  reject(error: unknown): void
}

export function createGroupCommit(store: Store): GroupCommit {
  const waiting: Entry[] = []
  let running = false
  return {
    add: (work) =>
      new Promise((resolve, reject) => {
        waiting.push({
          run: async (tx) => {
            const result = await work(tx)
            return () => resolve(result)
          },
          reject,
        })
        if (!running) void flush()
      }),
  }

  async function flush(): Promise<void> {
    running = true
    while (waiting.length > 0) {
      const group = waiting.splice(0, mostInOne)
      if (!(await commit(group))) for (const entry of group) await commit([entry])
    }
    running = false
  }

  /** False where the group must be taken apart: one of several failed, and the others must not fail with it. */
  async function commit(group: readonly Entry[]): Promise<boolean> {
    try {
      for (const tell of await store.transaction((tx) => runAll(group, tx))) tell()
      return true
    } catch (error) {
      // Whether it was committed is unknown where the database went away: nothing is run again behind its caller's back.
      if (group.length > 1 && !(error instanceof TransientError)) return false
      for (const { reject } of group) reject(error)
      return true
    }
  }
}

async function runAll(group: readonly Entry[], tx: Tx): Promise<(() => void)[]> {
  const tellings: (() => void)[] = []
  for (const entry of group) tellings.push(await entry.run(tx))
  return tellings
}
