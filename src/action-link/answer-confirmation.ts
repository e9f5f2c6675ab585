import type { DeskContext } from '../desk/perform.ts'
import { mayActAsTechnician } from '../desk/person.ts'
import { processAgain } from '../store/queries/confirmations.ts'
import type { Row } from '../store/schema.ts'

type ConfirmationResult = 'done' | 'used' | 'not-possible' | 'not-allowed'

/**
 * A technician says whether a held mail is theirs. Confirmed, the mail is processed again, now with their word as proof; denied, it
 * stays held, with that reason.
 */
export async function answerConfirmation(
  context: DeskContext,
  link: Row<'action_links'>,
  answer: 'confirmed' | 'denied',
): Promise<ConfirmationResult> {
  const { tx, now } = context
  if (link.inbound_mail_id === null) return 'not-possible'
  const confirmation = await tx.first<Row<'confirmations'>>('SELECT * FROM confirmations WHERE inbound_mail_id = ?', [
    link.inbound_mail_id,
  ])
  if (!confirmation || confirmation.person_id !== link.person_id) return 'not-possible'
  if (confirmation.status !== 'waiting') return 'used'
  if (!(await mayActAsTechnician(tx, confirmation.entity_id, link.person_id))) return 'not-allowed'
  await tx.update('confirmations', confirmation.id, { status: answer, answered_at: now })
  if (answer === 'denied') {
    await tx.update('inbound_mails', link.inbound_mail_id, {
      reason: 'held: the technician says that this mail is not theirs',
    })
    return 'done'
  }
  await processAgain(tx, link.inbound_mail_id)
  return 'done'
}
