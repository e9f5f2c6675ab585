import type PQueue from 'p-queue'
import type { Clock, Randomness } from '../clock.ts'
import type { FileStorage } from '../store/files.ts'
import type { GroupCommit } from '../store/group-commit.ts'
import type { OutboxRow } from '../store/queries/outbox.ts'
import type { Store, Tx } from '../store/types.ts'
import type { Composer } from './compose/compose.ts'
import type { OutboxSettings } from './settings.ts'
import type { SmtpPool } from './smtp/session-pool.ts'
import type { TransportState } from './transport-state.ts'

/** What delivering one mail over one transport needs. */
export interface DeliveryParts {
  store: Store
  settings: OutboxSettings
  composer: Composer
  files: FileStorage
  pool: SmtpPool
  /** One for each connection. */
  turns: PQueue
  state: TransportState
  group: GroupCommit
  clock: Clock
  randomness: Randomness
  /** Of the leases. */
  owner: string
  /** A mail will not arrive; called in the transaction that parks it, so that its ticket says so. */
  onParked(tx: Tx, mail: OutboxRow, reason: string): Promise<void>
  /** Trouble of ours that a person should read. */
  onError(error: unknown): void
}
