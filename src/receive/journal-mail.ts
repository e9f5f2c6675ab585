import { PermanentError } from '../errors.ts'
import type { Patch } from '../store/schema.ts'
import type { Tx } from '../store/types.ts'
import type { Accepted, Delivery, IncomingMail } from './incoming-mail.ts'
import { receiveLimits } from './limits.ts'
import type { RawMail } from './store-raw.ts'

interface Journaled {
  accepted: Accepted[]
  /** Keys of raw files that no row needs, since the mail was there already. */
  unused: string[]
}

/**
 * Writes one row an entity and one sighting a delivery. `verdict` goes into new rows only: for a mail that is refused at the
 * door and has nothing to be processed.
 */
export async function journalMail(
  tx: Tx,
  mail: IncomingMail,
  raws: ReadonlyMap<number, RawMail>,
  now: number,
  verdict: Patch<'inbound_mails'> = {},
): Promise<Journaled> {
  const byEntity = new Map<number, Accepted>()
  const unused: string[] = []
  for (const [entityId, raw] of raws) {
    const first = mail.deliveries.find((delivery) => delivery.entityId === entityId)
    if (!first) continue
    const row = await insertMail(tx, mail, first, raw, now, verdict)
    if (row.duplicate) unused.push(raw.key)
    byEntity.set(entityId, row)
  }
  await linkTwins(tx, [...byEntity.values()], raws)
  const accepted: Accepted[] = []
  for (const delivery of mail.deliveries) {
    const row = byEntity.get(delivery.entityId)
    if (!row) throw new PermanentError('mail-without-raw', 'A delivery has no raw mail.')
    await recordSighting(tx, mail, delivery, row.inboundMailId, now)
    accepted.push(row)
  }
  return { accepted, unused }
}

async function insertMail(
  tx: Tx,
  mail: IncomingMail,
  delivery: Delivery,
  raw: RawMail,
  now: number,
  verdict: Patch<'inbound_mails'>,
): Promise<Accepted> {
  const id = await tx.insertOrIgnore(
    'inbound_mails',
    {
      entity_id: delivery.entityId,
      mailbox_id: delivery.mailboxId,
      fingerprint: raw.fingerprint,
      message_id: raw.messageId,
      sha256: raw.sha256,
      raw_key: raw.key,
      size: raw.size,
      source: mail.source,
      envelope_from: clip(mail.envelopeFrom, receiveLimits.envelopeAddress),
      envelope_to: clip(delivery.envelopeTo, receiveLimits.envelopeAddress),
      client_ip: clip(mail.clientIp, receiveLimits.clientAddress),
      client_helo: clip(mail.clientHelo, receiveLimits.clientName),
      received_at: now,
      status: 'waiting',
      attempts: 0,
      next_attempt_at: now,
      ...verdict,
    },
    'new',
  )
  if (id !== null) return { inboundMailId: id, duplicate: false }
  const known = await tx.first<{ id: number; raw_key: string | null }>(
    'SELECT id, raw_key FROM inbound_mails WHERE entity_id = ? AND fingerprint = ?',
    [delivery.entityId, raw.fingerprint],
  )
  if (!known) throw new PermanentError('journal-lost-row', 'The journal has a mail and does not find it.')
  // A commit whose answer was lost, tried again: the file is the row's own, and must stay.
  return { inboundMailId: known.id, duplicate: known.raw_key !== raw.key }
}

/** The same mail in another entity: from this delivery, or from an earlier one that its Message-ID finds. */
async function linkTwins(tx: Tx, rows: readonly Accepted[], raws: ReadonlyMap<number, RawMail>): Promise<void> {
  const raw = [...raws.values()][0]
  const together = rows[0]
  if (!raw || !together) return
  const earlier =
    raw.messageId === null
      ? null
      : await tx.first<{ id: number }>(
          'SELECT id FROM inbound_mails WHERE message_id = ? AND fingerprint = ? ORDER BY id LIMIT 1',
          [raw.messageId, raw.fingerprint],
        )
  const twin = earlier?.id ?? together.inboundMailId
  for (const row of rows)
    if (!row.duplicate && row.inboundMailId !== twin)
      await tx.update('inbound_mails', row.inboundMailId, { linked_mail_id: twin })
}

async function recordSighting(tx: Tx, mail: IncomingMail, delivery: Delivery, inboundMailId: number, now: number) {
  if ('id' in delivery.sighting) {
    // Another process may have read the same UID, and filed it away since.
    await tx.run(
      `UPDATE sightings SET inbound_mail_id = ?, state = 'journaled', filing = ?, filing_next_at = ?, fetch_error = NULL
       WHERE id = ? AND state <> 'journaled'`,
      [inboundMailId, delivery.sighting.filing, now, delivery.sighting.id],
    )
    return
  }
  await tx.insert('sightings', {
    mailbox_id: delivery.mailboxId,
    inbound_mail_id: inboundMailId,
    source: mail.source,
    transaction: delivery.sighting.transaction,
    state: 'journaled',
    seen_at: now,
    filing: 'none',
    filing_attempts: 0,
  })
}

/** Envelope values come from a peer: no control characters, no more than the column holds. */
function clip(text: string | null, length: number): string | null {
  return text === null ? null : text.replaceAll(/[\u0000-\u001f\u007f]/g, '').slice(0, length)
}
