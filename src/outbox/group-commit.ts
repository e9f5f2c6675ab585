import type { Store, Tx } from '../store/types.ts'

/** Writes that come at the same time share one transaction, and so one sync of the disk. */
export interface GroupCommit {
  /** Resolves once `work` is committed. It may be run more than once, as in `Store.transaction`. */
  add(work: (tx: Tx) => Promise<void>): Promise<void>
}

interface Entry {
  work: (tx: Tx) => Promise<void>
  resolve: () => void
  reject: (error: unknown) => void
}

export function createGroupCommit(store: Store): GroupCommit {
  let waiting: Entry[] = []
  let running = false
  return {
    add: (work) =>
      new Promise((resolve, reject) => {
        waiting.push({ work, resolve, reject })
        if (!running) void flush()
      }),
  }

  async function flush(): Promise<void> {
    running = true
    while (waiting.length > 0) {
      const group = waiting
      waiting = []
      if (!(await commit(group))) for (const entry of group) await commitAlone(entry)
    }
    running = false
  }

  /** False where the group must be taken apart: one of several failed, and the others must not fail with it. */
  async function commit(group: readonly Entry[]): Promise<boolean> {
    try {
      await store.transaction(async (tx) => {
        for (const { work } of group) await work(tx)
      })
      for (const { resolve } of group) resolve()
      return true
    } catch (error) {
      if (group.length > 1) return false
      for (const { reject } of group) reject(error)
      return true
    }
  }

  async function commitAlone(entry: Entry): Promise<void> {
    await commit([entry])
  }
}
