import type { ParsedMail } from '../mail/types.ts'
import type { ScreeningFacts, Verdict } from './types.ts'

/** What kind of mail this is, and the rule that says so. Pure. */
export function screen(_mail: ParsedMail, _facts: ScreeningFacts): Verdict {
  return { kind: 'human', rule: 'none', reason: 'no rule matched', signs: [], bounce: null }
}

/** What is known of a mail that stands alone, without a database or an envelope. */
export const noFacts: ScreeningFacts = {
  envelopeFrom: null,
  ownAddresses: new Set(),
  answersOurs: false,
  verp: false,
  isOurOwn: false,
  spamHeaders: [],
}
