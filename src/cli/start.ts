import { startApp } from '../app.ts'
import { createLogger } from '../log.ts'
import { loadSettings } from '../settings/load-settings.ts'
import { stopSignal } from './stop-signal.ts'

/** Runs the service until a signal; gives the exit status. What is under way ends first; a second signal does not wait. */
export async function runService(configFile: string): Promise<number> {
  const settings = await loadSettings(configFile)
  const log = createLogger({ level: settings.log.level })
  const stop = stopSignal()
  const app = await startApp(settings, { log })
  log.info('service-started', { config: configFile, data: settings.data, database: settings.database.dialect })
  const muted = await app.outbox.muted()
  if (muted !== null) log.warn('service-muted', { reason: muted })
  const signal = await stop.given
  log.info('service-stopping', { signal })
  await app.stop()
  log.info('service-stopped')
  return 0
}
