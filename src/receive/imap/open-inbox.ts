import type { ImapFlow, MailboxObject } from 'imapflow'
import { patchMailbox, pauseMailbox, readMailbox, takeAny } from '../../store/queries/mailbox-state.ts'
import { abandonOldUids, insertUids, type UidSpace } from '../../store/queries/sightings.ts'
import type { Store } from '../../store/types.ts'
import { raiseTrouble } from '../alarms.ts'
import { receiveLimits } from '../limits.ts'
import { openFolder } from './folders.ts'
import { searchRefused } from './search-refused.ts'
import type { MailboxContext, Session } from './session.ts'

type Opened = Pick<Session, 'space' | 'firstUid' | 'lastUid'>

/** Opens the inbox and settles which of its UIDs are ours to read. Null where the mailbox must be paused instead. */
export async function openInbox(context: MailboxContext, client: ImapFlow): Promise<Opened | null> {
  const { mailbox, imap, accept } = context
  const inbox = await openFolder(client, imap.folders.inbox, { readOnly: imap.listenOnly })
  const row = await readMailbox(accept.store, mailbox.mailboxId)
  const space = { mailboxId: mailbox.mailboxId, uidValidity: inbox.uidValidity.toString() }
  if (row.uid_validity === space.uidValidity) return { space, firstUid: row.first_uid ?? 1, lastUid: row.last_uid ?? 0 }
  if (row.uid_validity === null) return await meet(context, client, space, inbox)
  if (row.uid_validity !== takeAny && (await isMostlyUnknown(context, client, inbox))) {
    await pauseRebuilt(context, `UIDVALIDITY ${row.uid_validity} → ${space.uidValidity}, ${inbox.exists} mails`)
    return null
  }
  return await adopt(context, space)
}

/** First connection: what stands there already is left alone, or taken in from a day on where the settings ask for it. */
async function meet(context: MailboxContext, client: ImapFlow, space: UidSpace, inbox: MailboxObject): Promise<Opened> {
  const firstUid = Number.isInteger(inbox.uidNext) && inbox.uidNext > 0 ? inbox.uidNext : (await lastUidOf(client)) + 1
  const wanted = await searchSince(context, client, firstUid)
  const opened = await settleUids(context, space, firstUid, wanted)
  context.log.info('imap-first-connection', { mailbox: context.mailbox.key, firstUid, imported: wanted.length })
  return opened
}

/** Of two processes that meet a folder at once the first one settles it: the other's UIDNEXT may be past a mail that is new. */
async function settleUids(
  context: MailboxContext,
  space: UidSpace,
  firstUid: number,
  wanted: readonly number[],
): Promise<Opened> {
  return await context.accept.store.transaction(async (tx) => {
    const row = await tx.lock('mailboxes', space.mailboxId)
    if (row?.uid_validity === space.uidValidity)
      return { space, firstUid: row.first_uid ?? 1, lastUid: row.last_uid ?? 0 }
    await abandonOldUids(tx, space)
    await insertUids(tx, space, wanted, 'waiting', context.clock.now())
    await patchMailbox(tx, space.mailboxId, { uid_validity: space.uidValidity, first_uid: firstUid, last_uid: 0 })
    return { space, firstUid, lastUid: 0 }
  })
}

async function lastUidOf(client: ImapFlow): Promise<number> {
  const last = client.mailbox && client.mailbox.exists > 0 ? await client.fetchOne('*', { uid: true }) : false
  return last ? last.uid : 0
}

async function searchSince(context: MailboxContext, client: ImapFlow, firstUid: number): Promise<number[]> {
  if (context.imap.importSince === null || firstUid <= 1) return []
  const query = { since: new Date(context.imap.importSince), uid: `1:${firstUid - 1}` }
  const found = await client.search(query, { uid: true })
  // What is not found now would never be: the folder is met only once.
  if (!Array.isArray(found)) throw searchRefused()
  return found.filter((uid) => Number.isInteger(uid) && uid >= 1 && uid < firstUid)
}

/** A rebuilt folder whose mails the journal knows, or that holds few: all are read again, and known ones are duplicates. */
async function adopt(context: MailboxContext, space: UidSpace): Promise<Opened> {
  const opened = await settleUids(context, space, 1, [])
  context.log.warn('imap-uidvalidity-adopted', { mailbox: context.mailbox.key, uidValidity: space.uidValidity })
  return opened
}

async function isMostlyUnknown(context: MailboxContext, client: ImapFlow, inbox: MailboxObject): Promise<boolean> {
  if (inbox.exists <= receiveLimits.unknownAfterChange) return false
  let unknown = 0
  for await (const mail of client.fetch('1:*', { uid: true, envelope: true })) {
    if (!(await isKnown(context.accept.store, context.mailbox.entityId, mail.envelope?.messageId ?? null))) unknown++
    if (unknown > receiveLimits.unknownAfterChange) return true
  }
  return false
}

async function isKnown(store: Store, entityId: number, messageId: string | null): Promise<boolean> {
  if (messageId === null || messageId === '') return false
  const sql = 'SELECT id FROM inbound_mails WHERE message_id = ? AND entity_id = ? LIMIT 1'
  return (await store.first(sql, [messageId, entityId])) !== null
}

async function pauseRebuilt(context: MailboxContext, detail: string): Promise<void> {
  const { accept, mailbox, clock, alarms, log } = context
  await pauseMailbox(accept.store, mailbox.mailboxId, 'uidvalidity', detail, clock.now())
  log.error('imap-uidvalidity-changed', { mailbox: mailbox.key, detail })
  raiseTrouble(alarms, 'mailbox-uidvalidity', mailbox.key, detail)
}
