import type { Readable } from 'node:stream'
import { PermanentError } from '../errors.ts'
import { keptReason } from '../i18n/kept-reasons.ts'
import { loadMailContext, type MailContext, type OutboxRow, saveRendered } from '../store/queries/outbox.ts'
import { beyondBounds } from './bounds.ts'
import { composeMail } from './compose/compose.ts'
import { type Item, loadItem } from './compose/item.ts'
import type { DeliveryParts } from './delivery-parts.ts'
import { reasonToCancel } from './visibility.ts'

/** A mail that may leave; or what becomes of it instead; or null where another process holds it by now. */
export type Prepared =
  | { ready: true; open: () => Promise<Readable>; size: number | null }
  | { ready: false; status: 'held' | 'cancelled' | 'digest'; reason: string }
  | null

/** How often the process may die on a mail before its first attempt; then it is parked, lest it kills every process to come. */
const mostDeaths = 3

/** Everything before SMTP: may it still leave, and, the first time, what does it say. */
export async function prepareMail(parts: DeliveryParts, mail: OutboxRow): Promise<Prepared> {
  const { store, settings } = parts
  const desk = settings.desk(mail.mailbox_id, mail.entity_id)
  if (desk.listenOnly)
    return { ready: false, status: 'held', reason: keptReason('listens-only', { address: desk.address }) }
  const context = await loadMailContext(store, mail)
  if (!context) return null
  const item = await loadItem(store, mail)
  const cancel = reasonToCancel(mail, context, item)
  if (cancel) return { ready: false, status: 'cancelled', reason: cancel }
  if (mail.raw_key !== null) {
    const key = mail.raw_key
    return { ready: true, open: () => parts.files.open(key), size: null }
  }
  const beyond = await beyondBounds(store, mail, context, settings.limits)
  if (beyond) return { ready: false, status: beyond.to, reason: beyond.reason }
  return renderFirst(parts, mail, { context, item })
}

async function renderFirst(
  parts: DeliveryParts,
  mail: OutboxRow,
  of: { context: MailContext; item: Item | null },
): Promise<Prepared> {
  if (mail.attempts > mostDeaths)
    throw new PermanentError('outbox-deadly-mail', 'Preparing this mail has ended the process several times.')
  const now = parts.clock.now()
  const composed = await composeMail(parts.composer, mail, of, now)
  if (!composed) return { ready: false, status: 'cancelled', reason: keptReason('nothing-to-tell') }
  const { bytes } = composed
  const { key, size } = await parts.files.put('rendered', Buffer.isBuffer(bytes) ? [bytes] : bytes)
  const rendered = {
    messageId: composed.messageId,
    rawKey: key,
    subject: composed.subject,
    text: composed.text,
    htmlText: composed.htmlText,
    at: now,
  }
  if (!(await saveRendered(parts.store, mail.id, parts.owner, rendered))) return null
  return { ready: true, size, open: () => parts.files.open(key) }
}
