import { TransientError } from '../errors.ts'

/** What `work` gives, or a TransientError once it takes longer: a health check must answer whatever hangs. */
export async function within<R>(ms: number, work: Promise<R>): Promise<R> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new TransientError('health-too-slow', `No answer within ${ms} ms.`)), ms)
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
    // Whichever comes second has nobody to tell.
    work.catch(() => undefined)
  }
}
