import type { Directory } from '../settings/directory.ts'
import type { FileStorage } from '../store/files.ts'
import {
  dismissPerson,
  eraseInbound,
  eraseOutboxMail,
  forgetRow,
  forgetThreadId,
  namelessPerson,
} from '../store/queries/erase.ts'
import type { Mention } from '../store/queries/mentions.ts'
import type { ScopedMail, ScopedOutbox, Subject } from '../store/queries/person-scope.ts'
import type { Store, Tx } from '../store/types.ts'
import { hashMessageId } from '../threading/thread-ids.ts'
import { eraseTicket } from './erase-ticket.ts'
import { findScope, mentions, redactedColumns, type Scope } from './find-scope.ts'
import type { Redactor } from './redactor.ts'

interface Tools {
  store: Store
  files: FileStorage
  directory: Directory
  now(): number
}

/** What stands in the place of a person, in their language. */
export interface NeutralWords {
  /** Of words and addresses. */
  word: string
  /** Of the name. */
  name: string
}

export interface ErasureCounts {
  tickets: number
  /** Mails that came in of which only hashes are left, and mails of ours. */
  inbound: number
  outbox: number
  /** Of those of ours: to the person, and not sent any more. */
  cancelled: number
  threadIds: number
  /** Other rows that named the person: alarms, refusals, sightings… */
  mentions: number
  files: number
}

export interface Erased {
  counts: ErasureCounts
  /** Mails that could not be touched: not decided yet, or being sent at this moment. While there are any, the address stays known. */
  left: { inbound: number[]; outbox: number[] }
}

/** What an erasure would reach. */
export function planErasure(store: Store, subject: Subject, words: NeutralWords): Promise<Scope> {
  return findScope(store, subject, words.word)
}

/**
 * Takes a person out of everything: tickets (through the desk, in which an event says so), raw and rendered mails, traces, the outbox, thread ids,
 * and every other row that says their address or name. Short transactions, one after the other; whatever ends it, running it again
 * goes on. What cannot be touched now is told, and the address stays known until it could be.
 */
export async function erasePerson(tools: Tools, scope: Scope, words: NeutralWords): Promise<Erased> {
  const { store, now } = tools
  const { subject } = scope
  const run: Run = { ...tools, scope, word: words.word, erased: nothingYet() }
  await store.transaction((tx) => dismissPerson(tx, subject.id))
  await eraseTickets(run)
  // Last, since they show which tickets and words are the person's.
  await eraseMails(
    run,
    scope.mails.filter(({ id }) => scope.theirs.has(id)),
  )
  await eraseMentions(run)
  const { counts, left } = run.erased
  if (left.inbound.length + left.outbox.length === 0)
    await store.transaction((tx) => namelessPerson(tx, subject.id, words.name))
  await store.insert('erasures', { person_id: subject.id, at: now(), counts: JSON.stringify(counts) })
  return run.erased
}

interface Run extends Tools {
  scope: Scope
  word: string
  erased: Erased
}

const nothingYet = (): Erased => ({
  counts: { tickets: 0, inbound: 0, outbox: 0, cancelled: 0, threadIds: 0, mentions: 0, files: 0 },
  left: { inbound: [], outbox: [] },
})

async function eraseTickets(run: Run): Promise<void> {
  const { scope, erased } = run
  const ofTicket = Map.groupBy(scope.outbox, ({ ticket_id }) => ticket_id)
  const othersMails = Map.groupBy(
    scope.mails.filter(({ id }) => !scope.theirs.has(id)),
    ({ ticket_id }) => ticket_id,
  )
  for (const id of scope.ticketIds) {
    const keys = await eraseTicket(run, scope, id, run.word, async (redactor) => {
      await eraseOutbox(run, ofTicket.get(id) ?? [], redactor)
      await eraseMails(run, othersMails.get(id) ?? [])
    })
    for (const key of keys) await remove(run, key)
    ofTicket.delete(id)
    othersMails.delete(id)
    erased.counts.tickets += 1
  }
  for (const mails of ofTicket.values()) await eraseOutbox(run, mails, scope.redactor)
  for (const mails of othersMails.values()) await eraseMails(run, mails)
}

async function eraseOutbox(run: Run, mails: readonly ScopedOutbox[], redactor: Redactor): Promise<void> {
  const { store, scope, erased, word } = run
  const erasure = { personId: scope.subject.id, addresses: scope.subject.addresses, word, json: redactor.json }
  for (const { id } of mails) {
    const done = await store.transaction((tx) => eraseOutboxMail(tx, id, erasure))
    if (done === false) erased.left.outbox.push(id)
    else {
      if (done.key !== null) await remove(run, done.key)
      erased.counts.outbox += 1
      erased.counts.cancelled += Number(done.cancelled)
    }
  }
}

async function eraseMails(run: Run, mails: readonly ScopedMail[]): Promise<void> {
  for (const mail of mails) {
    const key = await run.store.transaction((tx) => eraseMail(run, tx, mail))
    if (key === false) run.erased.left.inbound.push(mail.id)
    else run.erased.counts.inbound += 1
    if (key) await remove(run, key)
  }
}

async function eraseMail({ scope, erased }: Run, tx: Tx, mail: ScopedMail): Promise<string | null | false> {
  const isTheirs = scope.theirs.has(mail.id)
  const key = await eraseInbound(tx, mail.id, isTheirs)
  if (key !== false && isTheirs && mail.message_id !== null)
    erased.counts.threadIds += await forgetThreadId(tx, mail.entity_id, hashMessageId(mail.message_id))
  return key
}

/** Tickets were cleaned through the desk; what is left here is no ticket's. */
const cleanedAlready: ReadonlySet<string> = new Set([
  'tickets',
  'followups',
  'solutions',
  'ticket_events',
  'document_items',
])
/** Kept for the address alone. */
const forgotten: ReadonlySet<string> = new Set(['refusals_told', 'alias_suggestions'])

async function eraseMentions(run: Run): Promise<void> {
  const { store, scope, erased } = run
  const left: Record<string, readonly number[]> = {
    inbound_mails: erased.left.inbound,
    outbox_mails: erased.left.outbox,
  }
  for await (const mention of mentions(store, scope.sought, scope.redactor)) {
    if (cleanedAlready.has(mention.table) || left[mention.table]?.includes(mention.id)) continue
    await store.transaction((tx) => eraseMention(run, tx, mention))
    erased.counts.mentions += 1
  }
}

async function eraseMention({ scope }: Run, tx: Tx, mention: Mention): Promise<void> {
  const { table, id } = mention
  if (forgotten.has(table)) await forgetRow(tx, table, id)
  else {
    const row = await tx.lock(table, id)
    if (row) await tx.update(table, id, redactedColumns(mention, row, scope.redactor))
  }
}

async function remove({ files, erased }: Run, key: string): Promise<void> {
  await files.remove(key)
  erased.counts.files += 1
}
