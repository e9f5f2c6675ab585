import type { SmtpSettings } from '../../outbox/settings.ts'
import type { MailboxSetup } from '../../receive/settings.ts'
import type { ResolvedEntity, ResolvedMailbox } from '../../settings/resolved.ts'

/** A mailbox in all the terms that checks need. Its rows may not be there yet, so ids are 0. */
export interface PatientMailbox {
  setup: MailboxSetup
  settings: ResolvedMailbox
  entity: ResolvedEntity
  /** What sends its mail; null where no transport is configured. */
  transport: SmtpSettings | null
}
