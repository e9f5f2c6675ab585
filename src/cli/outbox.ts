import { readKeptReason } from '../i18n/kept-reasons.ts'
import type { Language } from '../i18n/language.ts'
import { type OutboxWords, outboxWords } from '../i18n/outbox-words.ts'
import { released } from '../outbox/bounds.ts'
import { resumeTransport } from '../outbox/transport-state.ts'
import { wakeOutbox } from '../outbox/wake.ts'
import { listMails, loadAttempts, loadTransports, type OutboxRow, releaseMail } from '../store/queries/outbox.ts'
import type { Row } from '../store/schema.ts'
import type { Store } from '../store/types.ts'
import { showInstant, showLine } from './safe-text.ts'

type Write = (line: string) => void

export interface ListOptions {
  /** waiting, sending, sent, parked, held, cancelled or digest; without it the newest of all. */
  status?: string
  ticket?: number
  limit?: number
  language: Language
}

/** `guichet outbox list`: one line a mail, newest first, and the transports that are paused. */
export async function listOutbox(store: Store, options: ListOptions, write: Write): Promise<void> {
  const only = {
    ...(options.status === undefined ? {} : { status: options.status }),
    ...(options.ticket === undefined ? {} : { ticketId: options.ticket }),
  }
  const mails = await listMails(store, only, options.limit ?? 50)
  const words = outboxWords[options.language]
  if (mails.length === 0) write(words.none)
  for (const mail of mails) write(summary(mail, options.language))
  for (const transport of await loadTransports(store))
    if (transport.paused_at !== null)
      write(words.paused(transport.key, showInstant(transport.paused_at), showLine(transport.paused_reason ?? '', 500)))
}

/** `guichet outbox show ID`: all that is known of one mail, and every answer of the server. False where there is none. */
export async function showOutbox(store: Store, id: number, language: Language, write: Write): Promise<boolean> {
  const words = outboxWords[language]
  const mail = await store.byId('outbox_mails', id)
  if (!mail) {
    write(words.noMail(id))
    return false
  }
  const width = Math.max(...Object.values(words.headings).map((heading) => heading.length))
  for (const [heading, value] of describe(mail, language))
    if (value !== null) write(`${words.headings[heading].padEnd(width)}  ${showLine(String(value), 1000)}`)
  for (const attempt of await loadAttempts(store, id))
    write(`${showInstant(attempt.at)}  ${tellAttempt(attempt, words)}`)
  return true
}

/** `guichet outbox retry ID… | --all`: sends again what was stopped; `all` stands for every parked mail. Gives how many. */
export async function retryOutbox(
  store: Store,
  which: { ids: readonly number[] } | { all: true },
  { now, language }: { now: number; language: Language },
  write: Write,
): Promise<number> {
  const words = outboxWords[language]
  const ids =
    'all' in which ? (await listMails(store, { status: 'parked' }, 100_000)).map((mail) => mail.id) : which.ids
  let count = 0
  for (const id of ids) {
    if ((await releaseMail(store, id, now, released)) === 1) count += 1
    else write(words.notStopped(id))
  }
  write(words.willBeSent(count))
  wakeOutbox()
  return count
}

/** `guichet outbox resume [TRANSPORT]`: ends the pause of one transport, or of all. Gives how many were paused; null where there is none of that key. */
export async function resumeOutbox(
  store: Store,
  transport: string | null,
  { known, language }: { known: readonly string[]; language: Language },
  write: Write,
): Promise<number | null> {
  const words = outboxWords[language]
  if (transport !== null && !known.includes(transport)) {
    write(words.noTransport(showLine(transport), known.join(', ')))
    return null
  }
  let count = 0
  for (const { key } of await loadTransports(store)) {
    if (transport !== null && key !== transport) continue
    const ended = await resumeTransport(store, key, { resumed: async () => {} })
    if (ended) write(words.sendsAgain(key))
    if (ended) count += 1
  }
  if (count === 0) write(words.notPaused(transport))
  wakeOutbox()
  return count
}

function summary(mail: OutboxRow, language: Language): string {
  const words = outboxWords[language]
  const width = Math.max(...Object.values(words.statuses).map((status) => status.length))
  const reason = mail.reason === null ? '' : ` – ${showLine(readKeptReason(mail.reason, language), 200)}`
  const about = words.line(mail.event, showLine(mail.to_address, 100), mail.ticket_id)
  return `${mail.id}  ${showInstant(mail.created_at)}  ${named(mail.status, words.statuses).padEnd(width)}  ${about}${reason}`
}

function describe(mail: OutboxRow, language: Language): [keyof OutboxWords['headings'], string | number | null][] {
  const words = outboxWords[language]
  const item = mail.item_type && `${named(mail.item_type, words.items)} ${mail.item_id}`
  return [
    ['mail', mail.id],
    ['status', named(mail.status, words.statuses)],
    ['reason', mail.reason && readKeptReason(mail.reason, language)],
    ['event', mail.event],
    ['to', mail.to_address],
    ['ticket', mail.ticket_id],
    ['shows', item && mail.is_private ? `${item}, ${words.isPrivate}` : item],
    ['subject', mail.subject],
    ['messageId', mail.message_id],
    ['assignedId', mail.assigned_message_id],
    ['transport', mail.transport],
    ['created', showInstant(mail.created_at)],
    ['nextAttempt', mail.next_attempt_at && showInstant(mail.next_attempt_at)],
    ['sent', mail.sent_at && showInstant(mail.sent_at)],
    ['bounced', mail.bounced_at && showInstant(mail.bounced_at)],
    ['attempts', mail.attempts],
    ['raw', mail.raw_key],
  ]
}

function tellAttempt({ result, command, response }: Row<'outbox_attempts'>, words: OutboxWords): string {
  return words.attempt(named(result, words.results), command || null, showLine(response ?? '', 500))
}

const named = (name: string, names: Readonly<Record<string, string>>): string => names[name] ?? name
