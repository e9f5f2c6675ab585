import type { Randomness } from '../clock.ts'

const minute = 60_000

/** Wait before each next attempt; the last one repeats. */
const delays = [1, 3, 10, 20, 40, 60, 120, 180, 240].map((minutes) => minutes * minute)

/** Part of a delay by which it varies both ways, so that what failed together does not come back together. */
const jitter = 0.2

/** RFC 5321 section 4.5.4.1 asks for 4 to 5 days of a relay; our server has its own queue, so three are enough here. */
const patience = 3 * 24 * 60 * minute

/** When to try again after `attempts` failures, or null where the mail has been tried for three days. */
export function nextAttemptAt(
  attempts: number,
  firstAttemptAt: number,
  now: number,
  randomness: Randomness,
): number | null {
  if (now - firstAttemptAt >= patience) return null
  const delay = delays[Math.min(Math.max(attempts, 1), delays.length) - 1] ?? minute
  return now + Math.round(delay * (1 - jitter + 2 * jitter * randomness.fraction()))
}
