/** Wakes one waiter. A ring that nobody waits for is kept, so that news between two looks is not lost. */
export interface Bell {
  ring(): void
  /** Resolves at the next ring (or the one that was kept), or after `ms`. */
  wait(ms: number): Promise<void>
}

export function createBell(): Bell {
  let rung = false
  let wake: (() => void) | null = null
  return {
    ring() {
      rung = true
      wake?.()
    },
    async wait(ms) {
      if (!rung && ms > 0) await new Promise<void>((resolve) => startWait(resolve))
      rung = false

      function startWait(resolve: () => void) {
        const timer = setTimeout(end, Math.min(ms, 2 ** 31 - 1))
        wake = end
        function end() {
          clearTimeout(timer)
          wake = null
          resolve()
        }
      }
    },
  }
}
