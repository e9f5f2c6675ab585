import { worksHere } from '../desk/person.ts'
import type { NewDocument } from '../ticket/attach-documents.ts'
import type { Facts } from './reading.ts'
import { answersPrivate, type SettleContext, say } from './settle-context.ts'

/**
 * The files of a mail with those marked as private that the public words of somebody who works here must not publish: mails that show
 * private items, and what stands on the ticket for technicians alone. They are on the ticket, and their writer is told. `ticketId` is
 * null for a new ticket.
 */
export async function keepPrivateFiles(
  context: SettleContext,
  ticketId: number | null,
  documents: readonly NewDocument[],
): Promise<Pick<Facts, 'documents' | 'leftOut'>> {
  const { facts } = context
  const asIs = { documents, leftOut: facts.leftOut }
  if (documents.length === 0 || !worksHere(facts.person) || (ticketId !== null && staysPrivate(context))) return asIs
  const mails = facts.attachedMails.filter(({ isPrivate }) => isPrivate).map(({ sha256 }) => sha256)
  const hidden = new Set([...mails, ...(ticketId === null ? [] : await readPrivateOnly(context, ticketId))])
  const kept = documents.filter(({ sha256 }) => hidden.has(sha256))
  if (kept.length === 0) return asIs
  say(context, 'effect', 'private-files', {
    en: `attachments that are private stay so: ${kept.length}`,
    fr: `pièces jointes privées, qui le restent : ${kept.length}`,
  })
  return {
    documents: documents.map((document) => (kept.includes(document) ? { ...document, isPrivate: true } : document)),
    leftOut: [...facts.leftOut, ...kept.map(({ filename }) => ({ filename, reason: 'kept-back' }) as const)],
  }
}

/** All that comes with such words is private. */
function staysPrivate(context: SettleContext): boolean {
  const { commands, unknown } = context.orders
  return unknown.length > 0 || commands.some(({ name }) => name === 'private') || answersPrivate(context)
}

/** Hashes of what stands on a ticket for technicians alone. Index (ticket, document). */
async function readPrivateOnly({ tx }: SettleContext, ticketId: number): Promise<string[]> {
  const rows = await tx.all<{ sha256: string }>(
    `SELECT d.sha256 AS sha256 FROM document_items i JOIN documents d ON d.id = i.document_id WHERE i.ticket_id = ?
     GROUP BY d.sha256 HAVING MIN(i.is_private) = 1`,
    [ticketId],
  )
  return rows.map(({ sha256 }) => sha256)
}
