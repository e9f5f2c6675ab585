import { keptReason } from '../i18n/kept-reasons.ts'
import { countEarlier, type MailContext, type OutboxRow } from '../store/queries/outbox.ts'
import type { Statements } from '../store/types.ts'
import type { OutboxLimits } from './settings.ts'

const hour = 3_600_000

/** The reason of a mail that a person let go although a bound or an answer had stopped it. */
export const released = keptReason('released')

/** Never bounded: the digest itself, and what says that something is wrong. */
const exempt: ReadonlySet<string> = new Set(['digest', 'alarm'])

/**
 * What stops a loop of two machines, whatever signs they leave out: more mails to one address, or to one address about one
 * ticket, within an hour than people make. Those who work the desk lose nothing: theirs go into a digest.
 */
export async function beyondBounds(
  db: Statements,
  mail: OutboxRow,
  context: MailContext,
  limits: OutboxLimits,
): Promise<{ to: 'held' | 'digest'; reason: string } | null> {
  if (exempt.has(mail.event) || mail.reason === released) return null
  const most = { ofTicket: limits.perTicketAndHour, ofAddress: limits.perAddressAndHour }
  const count = await countEarlier(db, mail, mail.created_at - hour, most)
  const reason = reasonOf(count, most)
  if (reason === null) return null
  return { to: context.staff_roles > 0 && mail.ticket_id !== null ? 'digest' : 'held', reason }
}

function reasonOf(count: Count, most: Count): string | null {
  if (count.ofTicket >= most.ofTicket) return keptReason('ticket-bound', { most: most.ofTicket })
  return count.ofAddress >= most.ofAddress ? keptReason('address-bound', { most: most.ofAddress }) : null
}

interface Count {
  ofTicket: number
  ofAddress: number
}
