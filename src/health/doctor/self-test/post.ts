import type { SelfTestMail } from '../../../outbox/compose/self-test-mail.ts'
import type { SmtpSettings } from '../../../outbox/settings.ts'
import type { Attempt } from '../../../outbox/smtp/attempt.ts'
import type { CollectedHead, Wanted } from '../../../receive/imap/collect-heads.ts'
import type { PatientMailbox } from '../patient-mailbox.ts'

/** The way out and the way in. */
export interface SelfTestPost {
  send(transport: SmtpSettings, mail: SelfTestMail): Promise<Attempt>
  /** From IMAP; from the journal where a mailbox is fed by LMTP alone. */
  collect(mailbox: PatientMailbox, wanted: Wanted): Promise<CollectedHead[]>
}
