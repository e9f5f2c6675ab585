import type { Sentence } from '../i18n/sentence.ts'
import type { ParsedMail } from '../mail/types.ts'
import type { Bounce, MailKind, ScreeningFacts } from './types.ts'

/** What one rule says of a mail. It knows nothing of what follows from it. */
export interface Finding {
  kind: Exclude<MailKind, 'human'>
  /** For the trace. */
  reason: Sentence
  /** A weak sign alone never makes a mail a machine's. */
  weak: boolean
  bounce?: Bounce
}

export interface Rule {
  /** The name of the rule's file. */
  id: string
  find(mail: ParsedMail, facts: ScreeningFacts): Finding | null
}
