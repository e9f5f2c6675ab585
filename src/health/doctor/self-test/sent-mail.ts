import type { SelfTestMail } from '../../../outbox/compose/self-test-mail.ts'
import type { Attempt } from '../../../outbox/smtp/attempt.ts'

/** One mail to ourselves: how its handing over went, and its head as it came back; null where it did not. */
export interface SentMail {
  mail: SelfTestMail
  attempt: Attempt
  head: string | null
}
