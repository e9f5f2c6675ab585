import type { Clock } from '../clock.ts'
import type { Logger } from '../log.ts'
import type { Directory } from '../settings/directory.ts'
import type { Store } from '../store/types.ts'

export interface AlarmParts {
  store: Store
  directory: Directory
  log: Logger
  clock: Clock
  /** Whose alarms these are, as their reader knows it. */
  hostName: string
}
