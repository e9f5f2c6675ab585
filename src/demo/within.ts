import { setTimeout as sleep } from 'node:timers/promises'
import { TransientError } from '../errors.ts'

/** Gives up on what takes too long, with a sentence that says what. The work itself goes on: whoever calls ends the process. */
export async function within<T>(milliseconds: number, what: string, work: Promise<T>): Promise<T> {
  const given = new AbortController()
  const late = async (): Promise<never> => {
    await sleep(milliseconds, undefined, { signal: given.signal })
    throw new TransientError('demo-timeout', what, { detail: `${milliseconds / 1000} s` })
  }
  const deadline = late()
  // What is given up here is the deadline, where the work was in time.
  deadline.catch(() => {})
  try {
    return await Promise.race([work, deadline])
  } finally {
    given.abort()
  }
}
