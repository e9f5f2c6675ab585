import { released } from '../outbox/bounds.ts'
import { resumeTransport } from '../outbox/transport-state.ts'
import { wakeOutbox } from '../outbox/wake.ts'
import { listMails, loadAttempts, loadTransports, type OutboxRow, releaseMail } from '../store/queries/outbox.ts'
import type { Store } from '../store/types.ts'

type Write = (line: string) => void

export interface ListOptions {
  /** waiting, sending, sent, parked, held, cancelled or digest; without it the newest of all. */
  status?: string
  ticket?: number
  limit?: number
}

/** `guichet outbox list`: one line a mail, newest first, and the transports that are paused. */
export async function listOutbox(store: Store, options: ListOptions, write: Write): Promise<void> {
  const only = {
    ...(options.status === undefined ? {} : { status: options.status }),
    ...(options.ticket === undefined ? {} : { ticketId: options.ticket }),
  }
  const mails = await listMails(store, only, options.limit ?? 50)
  if (mails.length === 0) write('No mails.')
  for (const mail of mails) write(summary(mail))
  for (const transport of await loadTransports(store))
    if (transport.paused_at !== null)
      write(
        `Transport ${transport.key} is paused since ${instant(transport.paused_at)}: ${transport.paused_reason ?? ''}`,
      )
}

/** `guichet outbox show ID`: all that is known of one mail, and every answer of the server. False where there is none. */
export async function showOutbox(store: Store, id: number, write: Write): Promise<boolean> {
  const mail = await store.byId('outbox_mails', id)
  if (!mail) {
    write(`There is no mail ${id} in the outbox.`)
    return false
  }
  for (const [name, value] of Object.entries(describe(mail))) if (value !== null) write(`${name.padEnd(14)}${value}`)
  for (const attempt of await loadAttempts(store, id))
    write(
      `${instant(attempt.at)}  ${attempt.result}${attempt.command ? ` at ${attempt.command}` : ''}: ${attempt.response ?? ''}`,
    )
  return true
}

/** `guichet outbox retry ID… | --all`: sends again what was stopped; `all` stands for every parked mail. Gives how many. */
export async function retryOutbox(
  store: Store,
  which: { ids: readonly number[] } | { all: true },
  now: number,
  write: Write,
): Promise<number> {
  const ids =
    'all' in which ? (await listMails(store, { status: 'parked' }, 100_000)).map((mail) => mail.id) : which.ids
  let count = 0
  for (const id of ids) {
    if ((await releaseMail(store, id, now, released)) === 1) count += 1
    else
      write(
        `Mail ${id} is not waiting to be retried: it is sent, being sent, in a digest, no longer kept, or not there.`,
      )
  }
  write(count === 1 ? '1 mail will be sent.' : `${count} mails will be sent.`)
  wakeOutbox()
  return count
}

/** `guichet outbox resume [TRANSPORT]`: ends the pause of one transport, or of all. Gives how many were paused. */
export async function resumeOutbox(store: Store, transport: string | null, write: Write): Promise<number> {
  let count = 0
  for (const { key } of await loadTransports(store)) {
    if (transport !== null && key !== transport) continue
    const ended = await resumeTransport(store, key, { resumed: async () => {} })
    if (ended) write(`Transport ${key} sends again.`)
    if (ended) count += 1
  }
  if (count === 0) write(transport === null ? 'No transport is paused.' : `Transport ${transport} is not paused.`)
  wakeOutbox()
  return count
}

function summary(mail: OutboxRow): string {
  const ticket = mail.ticket_id === null ? '' : ` ticket ${mail.ticket_id}`
  const reason = mail.reason === null ? '' : ` – ${mail.reason}`
  return `${mail.id}  ${instant(mail.created_at)}  ${mail.status.padEnd(9)}  ${mail.event} to ${mail.to_address}${ticket}${reason}`
}

function describe(mail: OutboxRow): Record<string, string | number | null> {
  return {
    mail: mail.id,
    status: mail.status,
    reason: mail.reason,
    event: mail.event,
    to: mail.to_address,
    ticket: mail.ticket_id,
    shows: mail.item_type === null ? null : `${mail.item_type} ${mail.item_id}${mail.is_private ? ', private' : ''}`,
    subject: mail.subject,
    'Message-ID': mail.message_id,
    'relay’s ID': mail.assigned_message_id,
    transport: mail.transport,
    created: instant(mail.created_at),
    'next attempt': mail.next_attempt_at === null ? null : instant(mail.next_attempt_at),
    sent: mail.sent_at === null ? null : instant(mail.sent_at),
    bounced: mail.bounced_at === null ? null : instant(mail.bounced_at),
    attempts: mail.attempts,
    'stored as': mail.raw_key,
  }
}

const instant = (at: number): string => new Date(at).toISOString()
