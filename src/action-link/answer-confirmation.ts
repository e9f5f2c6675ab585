import type { DeskContext } from '../desk/perform.ts'
import { keptReason } from '../i18n/kept-reasons.ts'
import { processAgain } from '../store/queries/confirmations.ts'
import type { LinkRows } from '../store/queries/link-rows.ts'

/**
 * A technician says whether a held mail is theirs. Confirmed, the mail is processed again, now with their word as proof; denied, it
 * stays held, with that reason.
 */
export async function answerConfirmation(
  { tx, now }: DeskContext,
  { confirmation }: LinkRows,
  answer: 'confirmed' | 'denied',
): Promise<boolean> {
  if (!confirmation) return false
  await tx.update('confirmations', confirmation.id, { status: answer, answered_at: now })
  if (answer === 'denied')
    await tx.update('inbound_mails', confirmation.inbound_mail_id, {
      reason: keptReason('not-the-technicians'),
    })
  else await processAgain(tx, confirmation.inbound_mail_id)
  return true
}
