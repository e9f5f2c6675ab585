import { findMentions, type Mention, wordColumns } from '../store/queries/mentions.ts'
import {
  hasNamesake,
  mailById,
  mailsFrom,
  mailsOfTicket,
  outboxById,
  outboxOfTicket,
  outboxTo,
  type ScopedMail,
  type ScopedOutbox,
  type Subject,
  ticketsOf,
} from '../store/queries/person-scope.ts'
import type { Store } from '../store/types.ts'
import { createRedactor, type Redactor } from './redactor.ts'

/** All rows in which a person is, or may be. */
export interface Scope {
  subject: Subject
  /** Takes addresses and name out of any text, whoever wrote it. */
  redactor: Redactor
  /** The name, where it is one. */
  names: string[]
  /** What is looked for in every table. */
  sought: string[]
  ticketIds: number[]
  mails: ScopedMail[]
  /** Which of the mails the person sent. */
  theirs: ReadonlySet<number>
  outbox: ScopedOutbox[]
}

/** A shorter name may be anybody's. */
const shortestName = 3

/** Finds everything about a person: by the tickets and mails that are theirs, and by looking through every table for address and name. */
export async function findScope(store: Store, subject: Subject, word: string): Promise<Scope> {
  const names = namesOf(subject)
  // One name alone, or one that two persons have, is only taken for the person's where they take part.
  const everywhere = (await hasNamesake(store, subject)) ? [] : names.filter((name) => /\S\s+\S/.test(name))
  const sought = [...subject.addresses, ...everywhere]
  const redactor = createRedactor({ addresses: subject.addresses, names: everywhere, texts: [], word })
  const theirMails = await mailsFrom(store, subject.addresses)
  const found = { tickets: new Set<number>(), mails: byId(theirMails), outbox: byId(await outboxTo(store, subject)) }
  for (const id of await ticketsOf(store, subject.id)) found.tickets.add(id)
  for (const { ticket_id } of theirMails) if (ticket_id !== null) found.tickets.add(ticket_id)
  for await (const mention of mentions(store, sought, redactor)) await follow(store, mention, found)
  for (const id of found.tickets) {
    for (const mail of await mailsOfTicket(store, id)) found.mails.set(mail.id, mail)
    for (const mail of await outboxOfTicket(store, id)) found.outbox.set(mail.id, mail)
  }
  await addDigests(store, found.outbox)
  return {
    ...{ subject, redactor, names, sought },
    ticketIds: [...found.tickets].sort((a, b) => a - b),
    mails: [...found.mails.values()],
    theirs: new Set(theirMails.map(({ id }) => id)),
    outbox: [...found.outbox.values()],
  }
}

/** Rows that say an address or the name, looked at closely. */
export async function* mentions(store: Store, sought: readonly string[], redactor: Redactor): AsyncGenerator<Mention> {
  for await (const mention of findMentions(store, sought)) {
    const row = await store.byId(mention.table, mention.id)
    if (row && Object.keys(redactedColumns(mention, row, redactor)).length > 0) yield mention
  }
}

/** The columns of a row that say it, as they are without. */
export function redactedColumns({ table }: Mention, row: object, redactor: Redactor): Record<string, string | null> {
  const values = new Map<string, unknown>(Object.entries(row))
  const changed: Record<string, string | null> = {}
  for (const { name: column, length } of wordColumns(table)) {
    const value = values.get(column)
    if (typeof value !== 'string') continue
    if (column.endsWith('_html')) {
      if (redactor.isInHtml(value)) changed[column] = null
      continue
    }
    const without = /^\s*[[{]/.test(value) ? redactor.json(value) : redactor.text(value)
    if (without !== value) changed[column] = without.slice(0, length)
  }
  return changed
}

function namesOf({ name, addresses, status }: Subject): string[] {
  const isName = name.trim().length >= shortestName && !addresses.includes(name.toLowerCase())
  return isName && !(status === 'erased' && addresses.length === 0) ? [name.trim()] : []
}

const byId = <R extends { id: number }>(rows: readonly R[]): Map<number, R> => new Map(rows.map((row) => [row.id, row]))

interface Found {
  tickets: Set<number>
  mails: Map<number, ScopedMail>
  outbox: Map<number, ScopedOutbox>
}

async function follow(store: Store, { table, id, ticketId }: Mention, found: Found): Promise<void> {
  if (ticketId !== null) found.tickets.add(ticketId)
  const mail = table === 'inbound_mails' ? await mailById(store, id) : null
  if (mail) found.mails.set(id, mail)
  const outbox = table === 'outbox_mails' ? await outboxById(store, id) : null
  if (outbox) found.outbox.set(id, outbox)
}

/** A digest shows the titles of tickets, and names none of them in its row. */
async function addDigests(store: Store, outbox: Map<number, ScopedOutbox>): Promise<void> {
  for (const { status, reason } of [...outbox.values()]) {
    const id = status === 'digest' ? Number(/^in the digest of mail (\d+)$/.exec(reason ?? '')?.[1]) : 0
    if (!id || outbox.has(id)) continue
    const digest = await outboxById(store, id)
    if (digest) outbox.set(id, digest)
  }
}
