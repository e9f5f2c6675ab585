import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Clock } from '../clock.ts'
import { oauthLimits } from './limits.ts'
import type { OauthSetup } from './settings.ts'
import { askForToken } from './token-endpoint.ts'
import { makeTokenFolder, readToken, writeToken } from './token-file.ts'
import { whileLocked } from './token-lock.ts'

/**
 * The access tokens of the desk. Mailboxes and transports that are configured with the same refresh token of the same application
 * share what is known of it, so that a token that changes with each use strands none of them.
 */
export interface Tokens {
  /** One that is good for a while. Throws TokenRefused, or TransientError where none can be had now. */
  accessToken(setup: OauthSetup): Promise<string>
  /** A server did not take it: the next one is fetched anew, unless that has happened already. */
  discard(setup: OauthSetup, accessToken: string): void
  /** Whether it is the one that would be given now. */
  isCurrent(setup: OauthSetup, accessToken: string): boolean
  /** Changes when the provider, or a person, has given another refresh token. */
  version(setup: OauthSetup): Promise<string>
}

interface Granted {
  accessToken: string
  /** ms by the clock. */
  until: number
}

/** What is known for one setup, in this process. */
interface Known {
  granted: Granted | null
  renewing: Promise<Granted> | null
}

/** Refresh tokens that providers hand out in place of the configured ones are kept in `folder`, one file each. */
export function createTokens(folder: string, clock: Clock): Tokens {
  const known = new Map<string, Known>()
  /** Those that could not be written to the disk, by path: what they came in place of may be dead already. */
  const unsaved = new Map<string, string>()
  const pathOf = (setup: OauthSetup) => join(folder, `${nameOf(setup)}.json`)

  return {
    async accessToken(setup) {
      const mine = knownOf(setup)
      if (mine.granted !== null && clock.now() < mine.granted.until) return mine.granted.accessToken
      mine.renewing ??= renew(setup).finally(() => {
        mine.renewing = null
      })
      mine.granted = await mine.renewing
      return mine.granted.accessToken
    },
    discard(setup, accessToken) {
      const mine = knownOf(setup)
      if (mine.granted?.accessToken === accessToken) mine.granted = null
    },
    isCurrent(setup, accessToken) {
      const { granted } = knownOf(setup)
      return granted !== null && granted.accessToken === accessToken && clock.now() < granted.until
    },
    version: (setup) => newestOf(setup),
  }

  /** Different scopes get different access tokens, even where the refresh token is one. */
  function knownOf(setup: OauthSetup): Known {
    const name = `${nameOf(setup)} ${setup.scope}`
    const found = known.get(name) ?? { granted: null, renewing: null }
    known.set(name, found)
    return found
  }

  async function newestOf(setup: OauthSetup): Promise<string> {
    const path = pathOf(setup)
    return unsaved.get(path) ?? (await readToken(path)) ?? setup.refreshToken
  }

  async function renew(setup: OauthSetup): Promise<Granted> {
    await makeTokenFolder(folder)
    return await whileLocked(`${pathOf(setup)}.lock`, async () => {
      const used = await newestOf(setup)
      const { accessToken, lifetime, refreshToken } = await askForToken(setup, used)
      await keep(pathOf(setup), used, refreshToken ?? used)
      return { accessToken, until: clock.now() + Math.max(lifetime - oauthLimits.margin, lifetime / 2) }
    })
  }

  /** A provider that gives a new refresh token may let the old one die: it is kept before anything is done with what came with it. */
  async function keep(path: string, used: string, newest: string): Promise<void> {
    if (newest === used && !unsaved.has(path)) return
    unsaved.set(path, newest)
    await writeToken(path, newest)
    unsaved.delete(path)
  }
}

/** The same for all that is configured alike; a person who configures another refresh token begins anew. */
function nameOf({ tokenUrl, clientId, refreshToken }: OauthSetup): string {
  return createHash('sha256')
    .update(JSON.stringify([tokenUrl, clientId, refreshToken]))
    .digest('hex')
}
