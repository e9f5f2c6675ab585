import { open, rm, stat } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { TransientError } from '../errors.ts'
import { oauthLimits } from './limits.ts'

/**
 * One renewal at a time, in whatever process of this machine: a provider may withdraw every token of an account where an old one is used
 * twice. `path` stands while `work` runs. Throws a TransientError where another takes too long.
 */
export async function whileLocked<R>(path: string, work: () => Promise<R>): Promise<R> {
  await obtain(path)
  try {
    return await work()
  } finally {
    await rm(path, { force: true })
  }
}

async function obtain(path: string): Promise<void> {
  const until = performance.now() + oauthLimits.lockWait
  while (!(await make(path))) {
    if (await isAbandoned(path)) await rm(path, { force: true })
    else if (performance.now() > until) throw busy(path)
    else await sleep(oauthLimits.lockLook)
  }
}

async function make(path: string): Promise<boolean> {
  try {
    await (await open(path, 'wx', 0o600)).close()
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** By the clock that files are dated by, not by one that a test moves. */
async function isAbandoned(path: string): Promise<boolean> {
  const made = await stat(path).catch(() => null)
  return made !== null && Date.now() - made.mtimeMs > oauthLimits.lockAbandoned
}

function busy(path: string): TransientError {
  return new TransientError('oauth-busy', 'Another process is renewing this token.', {
    detail: path,
    french: 'Un autre processus renouvelle ce jeton.',
  })
}
