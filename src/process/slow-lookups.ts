import type { Resolve } from './dns-resolver.ts'

/** A lookup that takes longer leaves its mail with nothing to do but wait. Milliseconds. */
const slowAfterMs = 1_000
/** So many lookups make room at once: their mails are in memory. */
const mostAside = 28

/**
 * Mails whose lookups are slow do not keep others waiting: while such a lookup lasts, the queue takes one mail more. Else a few senders
 * whose name servers hang could hold up everybody's mail. `onRoom` is told when it grows.
 */
export function withSlowAside(resolve: Resolve, queue: { concurrency: number }, onRoom: () => void): Resolve {
  let aside = 0
  return async (name, type) => {
    let isAside = false
    const timer = setTimeout(() => {
      if (aside >= mostAside) return
      isAside = true
      aside += 1
      queue.concurrency += 1
      onRoom()
    }, slowAfterMs)
    try {
      return await resolve(name, type)
    } finally {
      clearTimeout(timer)
      if (isAside) {
        aside -= 1
        queue.concurrency -= 1
      }
    }
  }
}
