/** Lets works run side by side, except those that must run alone. */
export type Gate = (work: () => Promise<void>, alone: boolean) => Promise<void>

/** A work that runs alone waits for all that came before it, and all that come after wait for it. */
export function createGate(): Gate {
  const before = new Set<Promise<void>>()
  let barrier: Promise<void> = Promise.resolve()
  return async (work, alone) => {
    const waitsFor = alone ? Promise.allSettled([...before]) : barrier
    const ended = waitsFor.then(work)
    before.add(ended)
    if (alone) barrier = ended.catch(() => {})
    try {
      await ended
    } finally {
      before.delete(ended)
    }
  }
}
