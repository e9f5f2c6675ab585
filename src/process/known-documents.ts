import type { NewDocument } from '../ticket/attach-documents.ts'
import { type SettleContext, say } from './settle-context.ts'

/** Attachments without those that stand on the ticket already, for all to see: logos of signatures come with every mail of a sender. */
export async function dropKnownDocuments(context: SettleContext, ticketId: number): Promise<readonly NewDocument[]> {
  const { documents } = context.facts
  if (documents.length === 0) return documents
  const rows = await context.tx.all<{ sha256: string }>(
    'SELECT d.sha256 AS sha256 FROM document_items i JOIN documents d ON d.id = i.document_id WHERE i.ticket_id = ? AND i.is_private = 0',
    [ticketId],
  )
  const known = new Set(rows.map(({ sha256 }) => sha256))
  const fresh = documents.filter(({ sha256 }) => !known.has(sha256))
  if (fresh.length < documents.length)
    say(context, 'reply', 'known-attachments', {
      en: `attachments that stand on the ticket already: ${documents.length - fresh.length}`,
      fr: `pièces jointes déjà sur le ticket : ${documents.length - fresh.length}`,
    })
  return fresh
}
