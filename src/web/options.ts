import type { Clock } from '../clock.ts'
import type { Logger } from '../log.ts'
import type { Directory } from '../settings/directory.ts'
import type { Marks } from '../signing/marks.ts'
import type { Store } from '../store/types.ts'

export interface WebOptions {
  store: Store
  directory: Directory
  marks: Marks
  clock: Clock
  log: Logger
  listen: { host: string; port: number }
  /** The address of our pages as people see it. */
  url: string
  /** Whether the one proxy in front is believed about where a request comes from. */
  trustProxy: boolean
  /** What /metrics asks for; null: only this machine may read them. */
  metricsToken: string | null
  /** Of the tags in subjects. */
  prefix: string
  health: WebHealth
  /** A held mail was confirmed: it may be processed now. */
  onConfirmed(): void
}

export interface WebHealth {
  /** Whether the service can do its work, and why not. Never throws. */
  ready(): Promise<{ isReady: boolean; report: object }>
  /** Prometheus text, with its content type. */
  metrics(): Promise<{ contentType: string; text: string }>
}
