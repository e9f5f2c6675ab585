import type { Row } from '../store/schema.ts'
import { recordEvent } from './record-event.ts'
import type { Actor, Done, VerbContext } from './types.ts'

/** How a person's words leave a ticket on which others go on working. */
export interface Erasing {
  personId: number
  ticketId: number
  /** What stands in the place of words. */
  word: string
  /** Takes the person, and quotes of theirs, out of what others wrote. */
  text(value: string): string
  json(value: string): string
  isInHtml(html: string): boolean
  /** Whether the ticket's own title and description are theirs. */
  opened: boolean
  /** Followups that are theirs. */
  followupIds: ReadonlySet<number>
}

const page = 100

/**
 * The next followups of the ticket by id, those of others or those that are the person's; gives the last one looked at, or null at the end. Others come
 * first: while the person's own words still stand, whoever runs this again after a death can find quotes of them.
 */
export async function eraseFollowups(
  { tx }: VerbContext,
  erasing: Erasing,
  whose: 'others' | 'theirs',
  after: number,
): Promise<Done<number | null>> {
  const rows = await tx.all<Row<'followups'>>(
    `SELECT * FROM followups WHERE ticket_id = ? AND id > ? ORDER BY id LIMIT ${page}`,
    [erasing.ticketId, after],
  )
  for (const row of rows) {
    const isTheirs = erasing.followupIds.has(row.id)
    if (isTheirs !== (whose === 'theirs')) continue
    // What was cut away from any reply here is a quote, of the person or of what we told about them.
    await tx.update('followups', row.id, {
      ...contentWithout(erasing, row, isTheirs),
      writer: isTheirs ? null : row.writer && erasing.text(row.writer).slice(0, 300),
      cut_text: null,
    })
  }
  return { result: rows.at(-1)?.id ?? null, events: [] }
}

/** The next events of the ticket by id, their facts without the person. */
export async function eraseEvents({ tx }: VerbContext, erasing: Erasing, after: number): Promise<Done<number | null>> {
  const rows = await tx.all<{ id: number; data: string }>(
    `SELECT id, data FROM ticket_events WHERE ticket_id = ? AND id > ? ORDER BY id LIMIT ${page}`,
    [erasing.ticketId, after],
  )
  for (const { id, data } of rows)
    await setWhere(data, erasing.json(data), (now) => tx.update('ticket_events', id, { data: now }))
  return { result: rows.at(-1)?.id ?? null, events: [] }
}

/** Title, description and documents; gives the keys of files that nobody needs any more. Records what was done. */
export async function eraseFromTicket(context: VerbContext, actor: Actor, erasing: Erasing): Promise<Done<string[]>> {
  const { tx } = context
  const ticket = await tx.lock('tickets', erasing.ticketId)
  if (!ticket) return { result: [], events: [] }
  const title = erasing.opened ? erasing.word : erasing.text(ticket.title).slice(0, 255)
  await tx.update('tickets', ticket.id, {
    title,
    ...contentWithout(erasing, ticket, erasing.opened),
    cut_text: null,
  })
  const keys = await eraseDocuments(context, erasing)
  if (await isRecorded(context, erasing)) return { result: keys, events: [] }
  const data = { personId: erasing.personId }
  const event = { kind: 'person-erased', ticketId: ticket.id, actor, isPrivate: true, data } as const
  return { result: keys, events: [await recordEvent(context, event)] }
}

type Content = Pick<Row<'followups'>, 'content_text' | 'content_html'>

/** Words of others stay, as text where their HTML shows anything of the person: its tags may stand between any two letters. */
function contentWithout(erasing: Erasing, { content_text, content_html }: Content, isTheirs: boolean): Content {
  if (isTheirs) return { content_text: erasing.word, content_html: null }
  const text = erasing.text(content_text)
  const keepsHtml = content_html !== null && text === content_text && !erasing.isInHtml(content_html)
  return { content_text: text, content_html: keepsHtml ? content_html : null }
}

/** A solution is the desk's own word, so it stays; the reason for which the person refused it does not. */
export async function eraseSolutions({ tx }: VerbContext, erasing: Erasing): Promise<Done<null>> {
  const rows = await tx.all<Row<'solutions'>>('SELECT * FROM solutions WHERE ticket_id = ? ORDER BY id', [
    erasing.ticketId,
  ])
  for (const row of rows) {
    const isTheirs = row.answered_by === erasing.personId
    await tx.update('solutions', row.id, {
      ...contentWithout(erasing, row, false),
      cut_text: null,
      answered_via: row.answered_via && erasing.text(row.answered_via),
      answer_reason: row.answer_reason && (isTheirs ? erasing.word : erasing.text(row.answer_reason)),
    })
  }
  return { result: null, events: [] }
}

/** Files that the person sent go, unless somebody else sent the same one. */
async function eraseDocuments({ tx, now }: VerbContext, erasing: Erasing): Promise<string[]> {
  const items = await tx.all<Row<'document_items'>>('SELECT * FROM document_items WHERE ticket_id = ? ORDER BY id', [
    erasing.ticketId,
  ])
  const keys: string[] = []
  for (const item of items) {
    const isTheirs =
      item.item_type === 'ticket'
        ? erasing.opened
        : erasing.followupIds.has(item.item_id) && item.item_type === 'followup'
    const filename = isTheirs ? erasing.word : erasing.text(item.filename).slice(0, 255)
    await tx.update('document_items', item.id, { filename, content_id: isTheirs ? null : item.content_id })
    if (isTheirs) keys.push(...(await eraseDocument(tx, item.document_id, erasing.word, now)))
  }
  return keys
}

async function eraseDocument(tx: VerbContext['tx'], id: number, word: string, now: number): Promise<string[]> {
  const document = await tx.lock('documents', id)
  if (!document || document.erased_at !== null) return []
  const other = await tx.first('SELECT id FROM document_items WHERE document_id = ? AND filename <> ? LIMIT 1', [
    id,
    word,
  ])
  if (other !== null) return []
  await tx.update('documents', id, { erased_at: now })
  return [document.storage_key]
}

/** Erasing again changes nothing, and says nothing twice. */
async function isRecorded({ tx }: VerbContext, { ticketId, personId }: Erasing): Promise<boolean> {
  const rows = await tx.all<{ data: string }>(
    "SELECT data FROM ticket_events WHERE ticket_id = ? AND kind = 'person-erased'",
    [ticketId],
  )
  return rows.some(({ data }) => data === JSON.stringify({ personId }))
}

async function setWhere(before: string, after: string, set: (value: string) => Promise<void>): Promise<void> {
  if (after !== before) await set(after)
}
