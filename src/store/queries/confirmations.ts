import type { NewRow, Row } from '../schema.ts'
import type { Statements, Tx } from '../types.ts'

export type WaitingConfirmation = Pick<Row<'confirmations'>, 'id' | 'inbound_mail_id'>

/** Writes down that somebody is asked about a mail. False where they were before. */
export async function askConfirmation(tx: Tx, question: Omit<NewRow<'confirmations'>, 'status'>): Promise<boolean> {
  return (await tx.insertOrIgnore('confirmations', { ...question, status: 'waiting' })) !== null
}

/** Whether a person is being asked about mails from an address. Index (from_address, received_at). */
export async function isAsked(db: Statements, personId: number, fromAddress: string): Promise<boolean> {
  return (await waitingFrom(db, personId, fromAddress)).length > 0
}

/** So many mails of one address wait for one answer at most; what is beyond is asked about anew. */
const mostWaiting = 100

/** What a person is asked about the mails of one address, the oldest first. Index (from_address, received_at). */
export function waitingFrom(
  db: Statements,
  personId: number,
  fromAddress: string,
): Promise<Pick<Row<'confirmations'>, 'id' | 'inbound_mail_id' | 'ticket_id'>[]> {
  return db.all(
    `SELECT c.id, c.inbound_mail_id, c.ticket_id FROM inbound_mails m JOIN confirmations c ON c.inbound_mail_id = m.id
     WHERE m.from_address = ? AND c.person_id = ? AND c.status = 'waiting' ORDER BY c.id LIMIT ${mostWaiting}`,
    [fromAddress, personId],
  )
}

/** Who has vouched for a mail, and the ticket it was held for. */
export function whoConfirmed(
  db: Statements,
  mailId: number,
): Promise<{ personId: number; ticketId: number | null } | null> {
  return db.first(
    `SELECT person_id AS personId, ticket_id AS ticketId FROM confirmations WHERE inbound_mail_id = ? AND status = 'confirmed'`,
    [mailId],
  )
}

export async function answerConfirmations(
  tx: Tx,
  questions: readonly { id: number }[],
  answer: 'confirmed' | 'denied',
  now: number,
): Promise<void> {
  for (const { id } of questions) await tx.update('confirmations', id, { status: answer, answered_at: now })
}

/** Puts a held mail back to be processed, now with somebody's word for it. */
export async function processAgain(tx: Tx, mailId: number): Promise<void> {
  await tx.update('inbound_mails', mailId, {
    status: 'waiting',
    attempts: 0,
    next_attempt_at: null,
    outcome: null,
    category: null,
    done_at: null,
  })
}

/** Questions that were asked before then and have no answer, the oldest first. Index (status, created_at). */
export function unanswered(db: Statements, askedBefore: number, most: number): Promise<WaitingConfirmation[]> {
  return db.all<WaitingConfirmation>(
    `SELECT id, inbound_mail_id FROM confirmations WHERE status = 'waiting' AND created_at <= ?
     ORDER BY created_at LIMIT ${Math.trunc(most)}`,
    [askedBefore],
  )
}

/** False where it was answered in the meantime. */
export async function expireConfirmation(
  tx: Tx,
  { id, inbound_mail_id }: WaitingConfirmation,
  reason: string,
): Promise<boolean> {
  const expired = await tx.run("UPDATE confirmations SET status = 'expired' WHERE id = ? AND status = 'waiting'", [id])
  if (expired === 1)
    await tx.run("UPDATE inbound_mails SET reason = ? WHERE id = ? AND outcome = 'held'", [reason, inbound_mail_id])
  return expired === 1
}
