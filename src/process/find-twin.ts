import { z } from 'zod'
import { stripMarks } from '../signing/strip-marks.ts'
import type { Row } from '../store/schema.ts'
import { type SettleContext, wholeContent } from './settle-context.ts'

/** Whoever sends the same again within this time, in milliseconds, was impatient, or their client was. */
const doubleSend = 120_000
/** So many mails of one address are compared. */
const mostCompared = 5

/**
 * The ticket that the same words opened already: sent twice by their writer within two minutes, or the copy that a mailing list made of
 * a mail which came directly as well. Null where anything in the mail is new.
 */
export async function findTwin(context: SettleContext): Promise<Row<'tickets'> | null> {
  const { facts, forward, mail } = context
  // Whoever replays a mail as a new one wants what it led to once more.
  if (forward || facts.isByReplyTo || facts.leftOut.length > 0 || !mail.from || facts.journal.replay_of !== null)
    return null
  return (await sentTwice(context)) ?? (await copyOfList(context))
}

async function sentTwice(context: SettleContext): Promise<Row<'tickets'> | null> {
  const { journal } = context.facts
  const since = journal.received_at - doubleSend
  const candidates = await context.tx.all<Candidate>(
    `SELECT ticket_id AS ticketId FROM inbound_mails WHERE from_address = ? AND received_at BETWEEN ? AND ?
     AND entity_id = ? AND mailbox_id = ? AND id <> ? AND subject = ? AND outcome = 'opened' ORDER BY id DESC LIMIT ${mostCompared}`,
    [
      ...[addressOf(context), since, journal.received_at + doubleSend],
      ...[journal.entity_id, journal.mailbox_id, journal.id, context.mail.subject.slice(0, 255)],
    ],
  )
  return firstAlike(context, candidates, (before) => before === wholeContent(context).text)
}

/** Lists put a tag before the subject and a footer below the text, and keep the Message-ID. */
async function copyOfList(context: SettleContext): Promise<Row<'tickets'> | null> {
  const { mail, verdict, facts, tx, marks } = context
  if (mail.messageId === null || !verdict.signs.some(({ rule }) => rule === 'mailing-list')) return null
  const candidates = await tx.all<Candidate>(
    `SELECT ticket_id AS ticketId FROM inbound_mails WHERE message_id = ? AND from_address = ? AND entity_id = ? AND id <> ?
     AND outcome = 'opened' ORDER BY id DESC LIMIT ${mostCompared}`,
    [mail.messageId, addressOf(context), facts.entity.id, facts.journal.id],
  )
  const text = stripMarks(mail.text, marks).trim()
  return firstAlike(
    context,
    candidates,
    (before) => before !== '' && (text === before || text.startsWith(`${before}\n`)),
  )
}

interface Candidate {
  ticketId: number | null
}

async function firstAlike(
  context: SettleContext,
  candidates: readonly Candidate[],
  isSaid: (text: string) => boolean,
): Promise<Row<'tickets'> | null> {
  for (const { ticketId } of candidates) {
    const ticket = ticketId === null ? null : await context.tx.lock('tickets', ticketId)
    // Once somebody has taken it up, the same words may ask for more.
    if (!ticket || ticket.deleted_at !== null || ticket.merged_into !== null || ticket.status !== 'incoming') continue
    if (isSaid(ticket.content_text) && (await isAsProved(context, ticket.id)) && (await holdsFiles(context, ticket.id)))
      return ticket
  }
  return null
}

/** Else a forger who is quicker would have the true mail set aside. */
async function isAsProved({ tx, sender }: SettleContext, ticketId: number): Promise<boolean> {
  const opened = await tx.first<{ data: string }>(
    "SELECT data FROM ticket_events WHERE ticket_id = ? AND kind = 'ticket-opened' LIMIT 1",
    [ticketId],
  )
  const data: unknown = opened === null ? null : JSON.parse(opened.data)
  const read = openedAs.safeParse(data)
  return read.success && read.data.proof === sender.proof
}

/** What an erasure left of an event says nothing of it. */
const openedAs = z.object({ proof: z.string() })

async function holdsFiles({ tx, facts }: SettleContext, ticketId: number): Promise<boolean> {
  const rows = await tx.all<{ sha256: string }>(
    `SELECT d.sha256 AS sha256 FROM document_items i JOIN documents d ON d.id = i.document_id
     WHERE i.ticket_id = ? AND i.item_type = 'ticket'`,
    [ticketId],
  )
  const there = new Set(rows.map(({ sha256 }) => sha256))
  return facts.documents.every(({ sha256 }) => there.has(sha256))
}

const addressOf = ({ mail }: SettleContext): string => mail.from?.address.slice(0, 320).toLowerCase() ?? ''
