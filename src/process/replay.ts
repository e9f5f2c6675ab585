import { createHash } from 'node:crypto'
import type { FileStorage } from '../store/files.ts'
import type { Row } from '../store/schema.ts'
import type { Store } from '../store/types.ts'

interface ReplayTools {
  store: Store
  files: FileStorage
  now(): number
}

export type Replayed =
  | { kind: 'again' }
  /** A row of its own, which stands for the same bytes. */
  | { kind: 'as-new'; mailId: number }
  | { kind: 'refused'; why: 'unknown' | 'raw-gone' | 'only-head' | 'under-way' | 'taken' }

/** What has changed no ticket may simply be processed again. */
const repeatable: ReadonlySet<string> = new Set(['held', 'parked', 'refused', 'ignored'])

/**
 * Has a mail of the journal processed again: in its own row where it came to nothing, else only as a new mail, which then opens a ticket
 * or adds to one a second time.
 */
export async function replayMail(tools: ReplayTools, mailId: number, asNew: boolean): Promise<Replayed> {
  const mail = await tools.store.byId('inbound_mails', mailId)
  if (!mail) return { kind: 'refused', why: 'unknown' }
  if (mail.status !== 'done' && mail.status !== 'parked') return { kind: 'refused', why: 'under-way' }
  if (mail.raw_key === null || !(await tools.files.exists(mail.raw_key))) return { kind: 'refused', why: 'raw-gone' }
  if (isOnlyHead(mail)) return { kind: 'refused', why: 'only-head' }
  if (asNew) return { kind: 'as-new', mailId: await copyAsNew(tools, mail, mail.raw_key) }
  if (!repeatable.has(mail.category ?? '')) return { kind: 'refused', why: 'taken' }
  return (await putBack(tools.store, mail)) ? { kind: 'again' } : { kind: 'refused', why: 'under-way' }
}

/** Receiving keeps the head of a mail that is too large, and says so first thing. */
function isOnlyHead(mail: Row<'inbound_mails'>): boolean {
  return mail.category === 'refused' && (mail.reason?.startsWith('too-large:') ?? false) && mail.trace === null
}

/** The old verdict stays to be read until there is a new one. False where another was quicker. */
async function putBack(store: Store, mail: Row<'inbound_mails'>): Promise<boolean> {
  const put = await store.run(
    `UPDATE inbound_mails SET status = 'waiting', attempts = 0, next_attempt_at = NULL, lease_owner = NULL, lease_until = NULL,
       outcome = NULL, category = NULL, done_at = NULL, last_error = NULL WHERE id = ? AND status = ?`,
    [mail.id, mail.status],
  )
  return put === 1
}

/** The fingerprint makes a mail one in its entity, so the copy has one of its own. */
async function copyAsNew({ store, files, now }: ReplayTools, mail: Row<'inbound_mails'>, rawKey: string) {
  const copy = await files.put('raw', await files.open(rawKey))
  return store.insert('inbound_mails', {
    entity_id: mail.entity_id,
    mailbox_id: mail.mailbox_id,
    fingerprint: createHash('sha256').update(`${mail.fingerprint} replayed as ${copy.key}`).digest('hex'),
    message_id: mail.message_id,
    sha256: copy.sha256,
    raw_key: copy.key,
    size: copy.size,
    source: 'import',
    envelope_from: mail.envelope_from,
    envelope_to: mail.envelope_to,
    client_ip: mail.client_ip,
    client_helo: mail.client_helo,
    received_at: now(),
    status: 'waiting',
    attempts: 0,
    next_attempt_at: null,
    replay_of: mail.id,
  })
}
