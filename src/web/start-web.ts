import { setTimeout as sleep } from 'node:timers/promises'
import { PermanentError } from '../errors.ts'
import { webLimits } from './limits.ts'
import type { WebOptions } from './options.ts'
import { createServer } from './server.ts'

export interface Web {
  /** Where it listens: the port as it is, where the settings say 0. */
  address: { host: string; port: number }
  /** Takes no more; answers that are under way end first, within a few seconds. */
  stop(): Promise<void>
}

/** Serves our pages. Throws a PermanentError where it cannot listen. */
export async function startWeb(options: WebOptions): Promise<Web> {
  const app = await createServer(options)
  const { host, port } = options.listen
  try {
    await app.listen({ host, port })
  } catch (cause) {
    await app.close()
    throw new PermanentError('web-cannot-listen', `The web pages cannot be served at ${host}, port ${port}.`, {
      detail: cause instanceof Error ? cause.message : String(cause),
      cause,
      french: `Les pages web ne peuvent pas être servies à ${host}, port ${port}.`,
    })
  }
  const bound = app.server.address()
  return {
    address: { host, port: bound !== null && typeof bound === 'object' ? bound.port : port },
    async stop() {
      const closed = app.close()
      const late = new AbortController()
      const cut = sleep(webLimits.stopMs, undefined, { signal: late.signal }).then(
        () => app.server.closeAllConnections(),
        () => undefined,
      )
      await closed
      late.abort()
      await cut
    },
  }
}
