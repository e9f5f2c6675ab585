import type { Clock } from '../clock.ts'
import { PermanentError } from '../errors.ts'
import type { FileStorage } from '../store/files.ts'
import type { GroupCommit } from '../store/group-commit.ts'
import type { Store } from '../store/types.ts'
import type { Accepted, Delivery, IncomingMail } from './incoming-mail.ts'
import { journalMail } from './journal-mail.ts'
import { copyRaw, type RawMail, storeRaw } from './store-raw.ts'

export interface AcceptContext {
  store: Store
  /** Mails that come at the same time are committed together. */
  group: GroupCommit
  files: FileStorage
  clock: Clock
  /** Called after each commit: there is a mail to process. */
  wake(): void
  /** Called after the commit of a mail that is refused as it comes, and is not processed. */
  refused(): void
}

/**
 * Takes a mail in: once this resolves, its bytes and its journal rows are durable, and the server that gave it may forget it.
 * Answers one result a delivery, in their order. All of it is one transaction: a mail is taken for everyone or for nobody.
 * Throws PermanentError `mail-too-large`; TransientError for trouble of ours (disk full, database gone).
 */
export async function acceptMail(
  context: AcceptContext,
  mail: IncomingMail,
  stream: AsyncIterable<Uint8Array>,
): Promise<Accepted[]> {
  const first = await storeRaw(context.files, stream, mail.maxSize)
  const raws = await oneRawAnEntity(context.files, first, mail.deliveries)
  const { accepted, unused } = await context.group.add(async (tx) => {
    tx.afterCommit(context.wake)
    return await journalMail(tx, mail, raws, context.clock.now())
  })
  // A failed transaction may have committed after all, so only a commit that is known lets a file go.
  for (const key of unused) await context.files.remove(key)
  return accepted
}

/** Each entity keeps its mails for as long as it wants, so each has a file of its own. */
export async function oneRawAnEntity(
  files: FileStorage,
  first: RawMail,
  deliveries: readonly Delivery[],
): Promise<Map<number, RawMail>> {
  const raws = new Map<number, RawMail>()
  for (const { entityId } of deliveries)
    if (!raws.has(entityId)) raws.set(entityId, raws.size === 0 ? first : await copyRaw(files, first))
  if (raws.size === 0) throw new PermanentError('mail-without-delivery', 'A mail was taken in for nobody.')
  return raws
}
