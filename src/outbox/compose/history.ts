import { recentHistory } from '../../mail-template/history.ts'
import { HISTORY_ITEMS } from '../../mail-template/limits.ts'
import { entryOf } from '../../mail-template/registry.ts'
import { type HistoryRow, loadActors, loadHistory, loadItemRow, loadNames } from '../../store/queries/outbox-items.ts'
import type { Gathering } from './gathering.ts'
import type { Item } from './item.ts'
import { showWords } from './words.ts'

type Entry = HistoryRow & { type: 'ticket' | 'followup' | 'solution' | 'refusal' }

/**
 * What was said before, newest first. Private items only in a private mail to somebody who works the ticket and did not ask for
 * it; whether the person works here has been checked before.
 */
export async function makeHistory(from: Gathering): Promise<{ history: unknown[]; historyOmitted: boolean }> {
  const { mail, db } = from
  if (mail.ticket_id === null) return { history: [], historyOmitted: false }
  const forTechnician = entryOf(from.event).audience === 'technician'
  const withPrivate = forTechnician && mail.is_private === 1 && from.context.asks === 0
  const entries = await loadEntries(from, mail.ticket_id, withPrivate)
  const names = await loadNames(db, [...new Set(entries.flatMap((entry) => entry.author_id ?? []))])
  return recentHistory(
    entries.map((entry) => ({
      author: (entry.author_id === null ? entry.writer : names.get(entry.author_id)) ?? from.desk.senderName,
      at: new Date(entry.at).toISOString(),
      ...showWords(entry.content_text, entry.content_html, []),
      ...(forTechnician ? { private: entry.is_private === 1 } : {}),
    })),
  )
}

/** One more than are shown: then it is known that some are left out. */
async function loadEntries(from: Gathering, ticketId: number, withPrivate: boolean): Promise<Entry[]> {
  const shown = itemInFull(from)
  const before = shown?.at ?? from.mail.created_at
  const { followups, solutions } = await loadHistory(from.db, ticketId, before, {
    withPrivate,
    most: HISTORY_ITEMS + 2,
  })
  const entries: Entry[] = [
    ...followups.map((row) => ({ ...row, type: 'followup' as const })),
    ...solutions.map((row) => ({ ...row, type: 'solution' as const })),
    ...refusals(solutions, followups, before),
  ].filter((entry) => !(entry.type === shown?.type && entry.id === shown.id) && !isToldAbove(from, entry))
  if (entries.length <= HISTORY_ITEMS && shown?.type !== 'ticket') entries.push(...(await loadOpening(from, ticketId)))
  return entries.sort((one, other) => other.at - one.at).slice(0, HISTORY_ITEMS + 1)
}

/** Events that tell of an item without its words: those belong to what was said before. */
const withoutWords: ReadonlySet<string> = new Set(['closed', 'solution-refused'])

const itemInFull = ({ event, item }: Gathering): Item | null => (withoutWords.has(event) ? null : item)

/** Why solutions were refused. Words that came by mail stand among the followups already. */
function refusals(solutions: readonly HistoryRow[], followups: readonly HistoryRow[], before: number): Entry[] {
  return solutions.flatMap((row) => {
    const { answered_at: at, answered_by: author, answer_reason: reason } = row
    if (at === null || at > before || !reason) return []
    if (followups.some((followup) => followup.at === at && followup.author_id === author)) return []
    return [{ ...row, type: 'refusal' as const, author_id: author, at, content_text: reason, content_html: null }]
  })
}

/** The words that refused the solution are what its notice is about. */
function isToldAbove({ event, item }: Gathering, entry: Entry): boolean {
  if (event !== 'solution-refused' || item === null || entry.type === 'solution') return false
  return entry.at === item.answeredAt && entry.author_id === item.answeredBy
}

async function loadOpening(from: Gathering, ticketId: number): Promise<Entry[]> {
  const row = await loadItemRow(from.db, 'ticket', ticketId)
  if (!row) return []
  const requester = (await loadActors(from.db, ticketId)).find((actor) => actor.role === 'requester')
  return [{ ...row, id: ticketId, type: 'ticket', writer: null, author_id: requester?.person_id ?? null }]
}
