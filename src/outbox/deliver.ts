import type { Readable } from 'node:stream'
import { describeError, TransientError } from '../errors.ts'
import { keptReason } from '../i18n/kept-reasons.ts'
import { verpAddress } from '../signing/places.ts'
import { insist } from '../store/insist.ts'
import { finishMail, markSent, type OutboxRow } from '../store/queries/outbox.ts'
import type { Tx } from '../store/types.ts'
import type { DeliveryParts } from './delivery-parts.ts'
import { digestWaits } from './digest.ts'
import { type Prepared, prepareMail } from './prepare.ts'
import { nextAttemptAt } from './retry-schedule.ts'
import type { Attempt } from './smtp/attempt.ts'
import type { Envelope } from './smtp/send-over.ts'

const minute = 60_000
const longestReason = 500

/**
 * Sends one mail that this process has leased, and writes down what came of it. Throws only where that cannot be written.
 * `mayGo` is asked when its turn has come: a mail that may not go then is given back.
 */
export async function deliverMail(parts: DeliveryParts, mail: OutboxRow, mayGo: () => boolean): Promise<void> {
  let prepared: Prepared
  try {
    prepared = await prepareMail(parts, mail)
  } catch (error) {
    return recordFailure(parts, mail, error)
  }
  if (prepared === null) return
  if (!prepared.ready) return recordStop(parts, mail, prepared)
  const { size, open } = prepared
  const attempt = await parts.turns.add(() => sendInTurn(parts, envelopeOf(parts, mail, size), open, mayGo))
  if (attempt === null) return giveBack(parts, mail)
  // What the server answered must not be forgotten: the mail would be sent again.
  await insist(() => parts.group.add((tx) => recordAttempt(parts, tx, mail, attempt)))
}

/**
 * The transport knows of the failure before the next mail has its turn. Where that cannot be written, the answer must still not be lost:
 * a mail that was taken would be sent again.
 */
async function sendInTurn(
  parts: DeliveryParts,
  envelope: Envelope,
  open: () => Promise<Readable>,
  mayGo: () => boolean,
): Promise<Attempt | null> {
  if (!mayGo()) return null
  const attempt = await parts.pool.send(envelope, open)
  if (!parts.pool.closed) await parts.state.record(attempt).catch(parts.onError)
  return attempt
}

async function giveBack(parts: DeliveryParts, mail: OutboxRow): Promise<void> {
  const change = {
    status: 'waiting',
    nextAttemptAt: parts.clock.now(),
    reason: mail.reason,
    attempts: mail.attempts - 1,
  }
  await parts.group.add(async (tx) => void (await finish(parts, tx, mail, change)))
}

function envelopeOf({ settings, composer }: DeliveryParts, mail: OutboxRow, size: number | null) {
  const { address, delimiter } = settings.desk(mail.mailbox_id, mail.entity_id)
  const from = verpAddress(address, composer.marks.sign('verp', mail.id), delimiter)
  return { from, to: mail.to_address, ...(size === null ? {} : { size }) }
}

/** Trouble of ours, before anything was sent: later again, or parked where it will never work. */
async function recordFailure(parts: DeliveryParts, mail: OutboxRow, error: unknown): Promise<void> {
  const now = parts.clock.now()
  const reason = describeError(error).slice(0, longestReason)
  const later = { status: 'waiting', nextAttemptAt: now + minute, reason, attempts: mail.attempts - 1 }
  await insist(() =>
    parts.group.add(async (tx) => {
      if (error instanceof TransientError) await finish(parts, tx, mail, later)
      else await park(parts, tx, mail, reason)
    }),
  )
}

async function recordStop(
  parts: DeliveryParts,
  mail: OutboxRow,
  stop: { status: 'held' | 'cancelled' | 'digest'; reason: string },
): Promise<void> {
  const at = stop.status === 'digest' ? parts.clock.now() + digestWaits : null
  await parts.group.add(async (tx) => {
    await finish(parts, tx, mail, { ...stop, nextAttemptAt: at, attempts: mail.attempts })
  })
}

async function recordAttempt(parts: DeliveryParts, tx: Tx, mail: OutboxRow, attempt: Attempt): Promise<void> {
  const now = parts.clock.now()
  await tx.insert('outbox_attempts', {
    outbox_mail_id: mail.id,
    at: now,
    result: attempt.result,
    code: attempt.code,
    command: attempt.command,
    response: attempt.response,
  })
  if (attempt.result === 'sent') return markSent(tx, mail.id, now, attempt.assignedMessageId)
  const reason = reasonOf(attempt)
  if (attempt.result === 'refused') return park(parts, tx, mail, reason)
  await putOff(parts, tx, mail, attempt, reason)
}

/** What was not even asked of a server is a reason of ours. */
const reasonOf = ({ command, response }: Attempt): string =>
  (command === null ? response : `${command}: ${response}`).slice(0, longestReason)

/** A transport's trouble is not counted against the mail, nor is a connection that our own stop cut. */
function isOfTransport(attempt: Attempt, isStopping: boolean): boolean {
  if (attempt.result !== 'deferred' || attempt.scope === 'mail') return false
  return attempt.scope !== 'mail-or-transport' || isStopping
}

async function putOff(parts: DeliveryParts, tx: Tx, mail: OutboxRow, attempt: Attempt, reason: string): Promise<void> {
  const now = parts.clock.now()
  const ofTransport = isOfTransport(attempt, parts.pool.closed)
  const attempts = ofTransport ? mail.attempts - 1 : mail.attempts
  const at = ofTransport ? now + minute : nextAttemptAt(attempts, mail.first_attempt_at ?? now, now, parts.randomness)
  if (at === null) return park(parts, tx, mail, keptReason('three-days', { last: reason }).slice(0, longestReason))
  await finish(parts, tx, mail, { status: 'waiting', nextAttemptAt: at, reason, attempts })
}

async function park(parts: DeliveryParts, tx: Tx, mail: OutboxRow, reason: string): Promise<void> {
  const parked = await finish(parts, tx, mail, {
    status: 'parked',
    nextAttemptAt: null,
    reason,
    attempts: mail.attempts,
  })
  if (parked) await parts.onParked(tx, mail, reason)
}

const finish = (parts: DeliveryParts, tx: Tx, mail: OutboxRow, change: Parameters<typeof finishMail>[3]) =>
  finishMail(tx, mail.id, parts.owner, change)
