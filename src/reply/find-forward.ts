import type { ParsedMail } from '../mail/types.ts'
import type { Forward } from './types.ts'

/** The mail that this mail forwards, or null. Pure. */
export function findForward(_mail: ParsedMail): Forward | null {
  return null
}
