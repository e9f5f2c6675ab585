import type { Clock } from '../clock.ts'
import type { Store } from '../store/types.ts'

/** Where health is read. */
export interface HealthFeeds {
  store: Store
  clock: Clock
  /** Null while the service starts. Mailboxes are those read by IMAP, by key. */
  receiving(): { lmtp: boolean; mailboxes: Record<string, { connected: boolean; failures: number }> } | null
  /** Why nothing is sent, or null. */
  muted(): Promise<string | null>
  /** Octets that are left for our files. */
  diskFree(): Promise<number>
  /** Keys of the configured transports. */
  transports: readonly string[]
}
