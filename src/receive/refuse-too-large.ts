import { keptReason } from '../i18n/kept-reasons.ts'
import { type AcceptContext, oneRawAnEntity } from './accept.ts'
import type { Accepted, IncomingMail } from './incoming-mail.ts'
import { journalMail } from './journal-mail.ts'
import { receiveLimits } from './limits.ts'
import { storeRaw } from './store-raw.ts'

/**
 * Writes a mail that is larger than the desk takes into the journal, as refused, with its head in place of the whole: the rest
 * stands on its server, in the folder for refused mails. `size` is what that server says.
 */
export async function refuseTooLarge(
  context: AcceptContext,
  mail: IncomingMail,
  head: AsyncIterable<Uint8Array>,
  size: number,
): Promise<Accepted[]> {
  const raws = await oneRawAnEntity(
    context.files,
    await storeRaw(context.files, head, receiveLimits.keptHead),
    mail.deliveries,
  )
  const now = context.clock.now()
  const verdict = {
    status: 'done',
    outcome: 'rejected',
    category: 'refused',
    reason: keptReason('too-large', { size, most: mail.maxSize }),
    size,
    done_at: now,
  }
  const { accepted, unused } = await context.group.add((tx) => journalMail(tx, mail, raws, now, verdict))
  if (accepted.some(({ duplicate }) => !duplicate)) context.refused()
  for (const key of unused) await context.files.remove(key)
  return accepted
}
