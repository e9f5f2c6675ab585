/** One recurring job. It may run in any process, and never in two at once. */
export interface Job {
  /** Stable: the name of its row. */
  name: string
  /** A run is due this long after the last one began, in milliseconds; after a longer stop it runs once. */
  every: number
  /** Works through all that is due, in bounded steps, and ends early where `signal` is aborted. What it gives is logged. */
  run(signal: AbortSignal): Promise<object>
}

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour
