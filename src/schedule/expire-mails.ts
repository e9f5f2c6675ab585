import { createHash } from 'node:crypto'
import type { Directory, Entity } from '../settings/directory.ts'
import type { FileStorage } from '../store/files.ts'
import {
  forgetRefusals,
  keptLong,
  keptShort,
  type Place,
  readPlace,
  type Taken,
  takeDenied,
  takeInbound,
  takeSent,
  takeUnsent,
  unsent,
  writePlace,
} from '../store/queries/retention.ts'
import { usedTransports } from '../store/queries/used-transports.ts'
import type { Store, Tx } from '../store/types.ts'
import { day } from './job.ts'

interface Tools {
  store: Store
  files: FileStorage
  directory: Directory
  now(): number
}

interface Counts {
  /** Mails that came in, and mails of ours, of which only hashes and ids are left. */
  inbound: number
  outbox: number
  files: number
  /** Addresses of strangers that were told of a refusal. */
  refusals: number
}

/**
 * Ends what each entity keeps for so many days only: raw mails, rendered mails, and what only they told. Rows stay, with their hashes, so that
 * a duplicate is still known. Mails of which a person has still to decide (held, parked), and what waits or is being sent, are never touched.
 * A row lets go of its file before the file goes: after a death in between, `sweep-files` finds a file that no row names.
 */
export async function expireMails(tools: Tools, signal: AbortSignal): Promise<Counts> {
  const counts: Counts = { inbound: 0, outbox: 0, files: 0, refusals: 0 }
  const transports = await usedTransports(tools.store)
  for (const entity of tools.directory.entities) {
    await expireInbound(tools, entity, counts, signal)
    await expireOutbox(tools, entity, transports, counts, signal)
  }
  counts.refusals = await expireRefusals(tools, signal)
  return counts
}

async function expireInbound(tools: Tools, entity: Entity, counts: Counts, signal: AbortSignal): Promise<void> {
  const { mailDays, refusedDays } = entity.settings.retention
  const spans = [
    ...keptLong.map((outcome) => ({ outcome, days: mailDays })),
    ...keptShort.map((outcome) => ({ outcome, days: refusedDays })),
  ]
  for (const { outcome, days } of spans) {
    const before = tools.now() - days * day
    counts.inbound += await work(tools, counts, signal, `in:${entity.id}:${outcome}`, (tx, after) =>
      takeInbound(tools.store, tx, { entityId: entity.id, outcome, after, before }),
    )
  }
  const before = tools.now() - refusedDays * day
  counts.inbound += await work(tools, counts, signal, null, (tx, after) =>
    takeDenied(tx, { entityId: entity.id, after, before }),
  )
}

async function expireOutbox(
  tools: Tools,
  entity: Entity,
  transports: readonly string[],
  counts: Counts,
  signal: AbortSignal,
): Promise<void> {
  const before = tools.now() - entity.settings.retention.mailDays * day
  for (const transport of transports) {
    const of = { entityId: entity.id, transport, before }
    counts.outbox += await work(tools, counts, signal, `out:${entity.id}:${shortOf(transport)}`, (tx, after) =>
      takeSent(tx, { ...of, after }),
    )
    for (const status of unsent)
      counts.outbox += await work(tools, counts, signal, null, (tx, after) => takeUnsent(tx, { ...of, status, after }))
  }
}

async function expireRefusals({ store, directory, now }: Tools, signal: AbortSignal): Promise<number> {
  const days = Math.max(...directory.entities.map(({ settings }) => settings.retention.refusedDays))
  const before = new Date(now() - days * day).toISOString().slice(0, 10)
  let forgotten = 0
  for (let more = true; more && !signal.aborted; ) {
    const count = await store.transaction((tx) => forgetRefusals(tx, before))
    forgotten += count
    more = count > 0
  }
  return forgotten
}

/** Step after step, each a transaction; `name` is where its place is kept from run to run, null where each begins anew. */
async function work(
  { store, files }: Tools,
  counts: Counts,
  signal: AbortSignal,
  name: string | null,
  step: (tx: Tx, after: Place) => Promise<Taken>,
): Promise<number> {
  let after = name === null ? { at: 0, id: 0 } : await readPlace(store, name)
  let rows = 0
  while (!signal.aborted) {
    const from = after
    const taken = await store.transaction(async (tx) => {
      const found = await step(tx, from)
      if (name !== null && found.last) await writePlace(tx, name, found.last)
      return found
    })
    for (const key of taken.keys) await files.remove(key)
    rows += taken.rows
    counts.files += taken.keys.length
    if (taken.last === null) break
    after = taken.last
  }
  return rows
}

/** A transport's key may be as long as the name of a fact. */
const shortOf = (transport: string): string => createHash('sha256').update(transport).digest('hex').slice(0, 16)
