import type { Patch, Row } from '../schema.ts'
import type { Statements, Store } from '../types.ts'

export async function readMailbox(statements: Statements, id: number): Promise<Row<'mailboxes'>> {
  const row = await statements.byId('mailboxes', id)
  if (!row) throw new Error(`mailbox ${id} has no row`)
  return row
}

export function mailboxByKey(statements: Statements, key: string): Promise<Row<'mailboxes'> | null> {
  return statements.first('SELECT * FROM mailboxes WHERE `key` = ?', [key])
}

export async function mailboxKeys(statements: Statements): Promise<string[]> {
  return (await statements.all<{ key: string }>('SELECT `key` FROM mailboxes ORDER BY `key`')).map(({ key }) => key)
}

export async function patchMailbox(statements: Statements, id: number, patch: Patch<'mailboxes'>): Promise<void> {
  await statements.update('mailboxes', id, patch)
}

/** Pauses start with one of these, so that each is ended only by what ends it. */
export type Pause = 'uidvalidity' | 'login'

export async function pauseMailbox(store: Store, id: number, pause: Pause, reason: string, now: number): Promise<void> {
  await patchMailbox(store, id, { paused_at: now, paused_reason: `${pause}: ${reason}`.slice(0, 500) })
}

export function pauseOf(row: Pick<Row<'mailboxes'>, 'paused_at' | 'paused_reason'>): Pause | null {
  if (row.paused_at === null) return null
  return row.paused_reason?.startsWith('uidvalidity:') ? 'uidvalidity' : 'login'
}

/**
 * Ends a pause by a person's word. After a UIDVALIDITY change the mails that stand there are left alone
 * (`leave`: as at a first connection) or taken in (`take`: those that the journal knows are duplicates).
 */
export async function resumeMailbox(store: Store, id: number, standing: 'leave' | 'take'): Promise<void> {
  const row = await readMailbox(store, id)
  const rebuilt = pauseOf(row) === 'uidvalidity'
  const fresh = standing === 'leave' ? { uid_validity: null } : { uid_validity: takeAny, first_uid: 1 }
  await patchMailbox(store, id, { paused_at: null, paused_reason: null, ...(rebuilt ? fresh : {}) })
}

/** Stands for "whatever the server says next", with everything there to be taken in. */
export const takeAny = 'any'
