import { journalWords } from '../i18n/journal-words.ts'
import type { Language } from '../i18n/language.ts'
import { quote } from '../i18n/settings-words.ts'
import { type JournalFilter, type JournalRow, listJournal } from '../store/queries/journal.ts'
import type { Store } from '../store/types.ts'
import { showInstant, showJson, showLine } from './safe-text.ts'
import { readReason } from './stored-trace.ts'

type Write = (line: string) => void

export interface MailListOptions extends JournalFilter {
  limit: number
  json: boolean
  language: Language
}

/** `guichet mail list`: one line a mail, newest first, or for programs one JSON object a line. */
export async function listMail(store: Store, options: MailListOptions, write: Write): Promise<void> {
  const words = journalWords[options.language]
  const rows = await listJournal(store, options, options.limit)
  if (options.json) for (const row of rows) write(showJson(forPrograms(row)))
  else if (rows.length === 0) write(words.none)
  else for (const row of rows) write(line(row, options.language))
}

function forPrograms(row: JournalRow): object {
  return {
    id: row.id,
    receivedAt: new Date(row.received_at).toISOString(),
    status: row.status,
    outcome: row.outcome,
    category: row.category,
    reason: row.reason,
    from: row.from_address,
    subject: row.subject,
    ticketId: row.ticket_id,
    messageId: row.message_id,
    size: row.size,
    sha256: row.sha256,
    replayOf: row.replay_of,
  }
}

function line(row: JournalRow, language: Language): string {
  const words = journalWords[language]
  const reason = readReason(row, language)
  const state = row.outcome ?? row.status
  const ticket = row.ticket_id === null ? '' : ` #${row.ticket_id}`
  const who = showLine(row.from_address ?? row.envelope_from ?? '?', 60)
  const about = row.subject ? ` ${quote(showLine(row.subject, 60), language)}` : ''
  const why = reason ? ` – ${showLine(reason, 120)}` : ''
  return `${row.id}  ${showInstant(row.received_at)}  ${words.outcomes[state] ?? showLine(state)}${ticket}  ${who}${about}${why}`
}
