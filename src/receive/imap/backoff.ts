import type { Randomness } from '../../clock.ts'

/** How long to wait after `failures` in a row: doubling, at most `longest`, with jitter so that many mailboxes do not come back at once. */
export function backoff(wait: { first: number; longest: number }, failures: number, randomness: Randomness): number {
  const doublings = Math.min(Math.max(failures - 1, 0), 30)
  const full = Math.min(wait.first * 2 ** doublings, wait.longest)
  return Math.round(full * (0.5 + randomness.fraction() / 2))
}
