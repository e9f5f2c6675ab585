import { once } from 'node:events'
import { startApp } from '../app.ts'
import { createLogger } from '../log.ts'
import { loadSettings } from '../settings/load-settings.ts'

/** Runs the service until a signal; gives the exit status. What is under way ends first; a second signal does not wait. */
export async function runService(configFile: string): Promise<number> {
  const settings = await loadSettings(configFile)
  const log = createLogger({ level: settings.log.level })
  const stopping = firstSignal()
  const app = await startApp(settings, { log })
  log.info('service-started', { config: configFile, data: settings.data, database: settings.database.dialect })
  const muted = await app.outbox.muted()
  if (muted !== null) log.warn('service-muted', { reason: muted })
  const signal = await stopping
  log.info('service-stopping', { signal })
  process.once(signal, () => process.exit(130))
  await app.stop()
  log.info('service-stopped')
  return 0
}

async function firstSignal(): Promise<'SIGTERM' | 'SIGINT'> {
  const given = new AbortController()
  const signals = (['SIGTERM', 'SIGINT'] as const).map(async (signal) => {
    await once(process, signal, { signal: given.signal })
    return signal
  })
  try {
    return await Promise.race(signals)
  } finally {
    given.abort()
    await Promise.allSettled(signals)
  }
}
