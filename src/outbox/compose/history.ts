import { recentHistory } from '../../mail-template/history.ts'
import { HISTORY_ITEMS } from '../../mail-template/limits.ts'
import { entryOf } from '../../mail-template/registry.ts'
import { type HistoryRow, loadActors, loadHistory, loadItemRow, loadNames } from '../../store/queries/outbox-items.ts'
import type { Gathering } from './gathering.ts'
import { showWords } from './words.ts'

type Entry = HistoryRow & { type: 'ticket' | 'followup' | 'solution' }

/**
 * What was said before, newest first. Private items only in a private mail to somebody who works the ticket; whether the person
 * is that has been checked before.
 */
export async function makeHistory(from: Gathering): Promise<{ history: unknown[]; historyOmitted: boolean }> {
  const { mail, db } = from
  if (mail.ticket_id === null) return { history: [], historyOmitted: false }
  const forTechnician = entryOf(from.event).audience === 'technician'
  const withPrivate = forTechnician && mail.is_private === 1
  const entries = await loadEntries(from, mail.ticket_id, withPrivate)
  const names = await loadNames(db, [...new Set(entries.flatMap((entry) => entry.author_id ?? []))])
  return recentHistory(
    entries.map((entry) => ({
      author: (entry.author_id === null ? undefined : names.get(entry.author_id)) ?? from.desk.senderName,
      at: new Date(entry.at).toISOString(),
      ...showWords(entry.content_text, entry.content_html, []),
      ...(forTechnician ? { private: entry.is_private === 1 } : {}),
    })),
  )
}

/** One more than are shown: then it is known that some are left out. */
async function loadEntries(from: Gathering, ticketId: number, withPrivate: boolean): Promise<Entry[]> {
  const before = from.item?.at ?? from.mail.created_at
  const { followups, solutions } = await loadHistory(from.db, ticketId, before, {
    withPrivate,
    most: HISTORY_ITEMS + 2,
  })
  const entries: Entry[] = [
    ...followups.map((row) => ({ ...row, type: 'followup' as const })),
    ...solutions.map((row) => ({ ...row, type: 'solution' as const })),
  ].filter((entry) => !(entry.type === from.item?.type && entry.id === from.item.id))
  if (entries.length <= HISTORY_ITEMS && from.item?.type !== 'ticket')
    entries.push(...(await loadOpening(from, ticketId)))
  return entries.sort((one, other) => other.at - one.at).slice(0, HISTORY_ITEMS + 1)
}

async function loadOpening(from: Gathering, ticketId: number): Promise<Entry[]> {
  const row = await loadItemRow(from.db, 'ticket', ticketId)
  if (!row) return []
  const requester = (await loadActors(from.db, ticketId)).find((actor) => actor.role === 'requester')
  return [{ ...row, id: ticketId, type: 'ticket', author_id: requester?.person_id ?? null }]
}
