import type { ParsedMail } from '../mail/types.ts'
import { attachedForward } from './attached-forward.ts'
import { inlineForward } from './inline-forward.ts'
import type { Forward } from './types.ts'

/** The mail that this mail forwards, or null. A rule that starts with `unsure` may also be an answer whose subject is lost. Pure. */
export function findForward(mail: ParsedMail): Forward | null {
  return inlineForward(mail) ?? attachedForward(mail)
}
