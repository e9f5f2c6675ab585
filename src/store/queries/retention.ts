import type { SqlValue, Statements, Store, Tx } from '../types.ts'

/** The statements by which raw and rendered mails lose what retention takes. Each reads a range of an index, from where the last run ended. */

const batch = 200

/** How far a run came: the last row that it looked at, by time and id. */
export interface Place {
  at: number
  id: number
}

/** What a step took: files that no row names any more, and how far it came; null where nothing was left. */
export interface Taken {
  keys: string[]
  rows: number
  last: Place | null
}

/** Outcomes of mails that are over and done with. Of parked ones, and of held ones but those below, a person has still to decide. */
export const keptLong = ['opened', 'followedUp', 'commanded', 'bounced', 'duplicate'] as const
export const keptShort = ['rejected', 'ignored'] as const

/**
 * Takes from the next mails of an entity and outcome that were decided by `before` all but hashes, times and what they became: the raw
 * bytes' key, who wrote from where, the reason and the steps of the trace, and what reply extraction cut away. Index (outcome, done_at).
 */
export async function takeInbound(
  { dialect }: Store,
  tx: Tx,
  of: { entityId: number; outcome: string; after: Place; before: number },
): Promise<Taken> {
  const rows = await tx.all<{ id: number; at: number; entityId: number; key: string | null }>(
    `SELECT id, done_at AS at, entity_id AS entityId, raw_key AS \`key\` FROM inbound_mails
     WHERE outcome = ? AND done_at BETWEEN ? AND ? AND (done_at > ? OR id > ?) AND status = 'done'
     ORDER BY done_at, id LIMIT ${batch}${dialect === 'mariadb' ? ' FOR UPDATE' : ''}`,
    [of.outcome, of.after.at, of.before, of.after.at, of.after.id],
  )
  const mine = rows.filter(({ entityId }) => entityId === of.entityId)
  await emptyInbound(
    tx,
    mine.map(({ id }) => id),
  )
  return taken(mine, rows)
}

/** The same for held mails of which somebody has said that they are not theirs. Index (outcome, done_at); `after` goes from the oldest each time, since an answer may come late. */
export async function takeDenied(tx: Tx, of: { entityId: number; after: Place; before: number }): Promise<Taken> {
  const rows = await tx.all<{ id: number; at: number; entityId: number; key: string | null; isDenied: number }>(
    `SELECT m.id, m.done_at AS at, m.entity_id AS entityId, m.raw_key AS \`key\`,
       CASE WHEN c.status = 'denied' AND m.subject IS NOT NULL THEN 1 ELSE 0 END AS isDenied
     FROM inbound_mails m LEFT JOIN confirmations c ON c.inbound_mail_id = m.id
     WHERE m.outcome = 'held' AND m.done_at BETWEEN ? AND ? AND (m.done_at > ? OR m.id > ?) AND m.status = 'done'
     ORDER BY m.done_at, m.id LIMIT ${batch}`,
    [of.after.at, of.before, of.after.at, of.after.id],
  )
  const mine = rows.filter(({ entityId, isDenied }) => entityId === of.entityId && isDenied === 1)
  await emptyInbound(
    tx,
    mine.map(({ id }) => id),
  )
  return taken(mine, rows)
}

/** The same for mails named one by one. */
export async function emptyInbound(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await emptyCuts(tx, ids)
  await tx.run(
    `UPDATE inbound_mails SET raw_key = NULL, message_id = NULL, envelope_from = NULL, envelope_to = NULL, client_ip = NULL,
       client_helo = NULL, from_address = NULL, subject = NULL, reason = NULL, trace = NULL, last_error = NULL WHERE id IN (${marks(ids)})`,
    ids,
  )
}

/** What was cut from their words, whatever they became. Named ticket by ticket: by (ticket, created_at), never the table whole. */
async function emptyCuts(tx: Tx, ids: readonly number[]): Promise<void> {
  const tickets = await tx.all<{ id: number }>(
    `SELECT DISTINCT ticket_id AS id FROM inbound_mails WHERE id IN (${marks(ids)}) AND ticket_id IS NOT NULL`,
    ids,
  )
  const ticketIds = tickets.map(({ id }) => id)
  if (ticketIds.length === 0) return
  for (const table of ['followups', 'solutions'])
    await tx.run(
      `UPDATE ${table} SET cut_text = NULL WHERE ticket_id IN (${marks(ticketIds)}) AND via_mail_id IN (${marks(ids)}) AND cut_text IS NOT NULL`,
      [...ticketIds, ...ids],
    )
  await tx.run(
    `UPDATE tickets SET cut_text = NULL WHERE id IN (${marks(ticketIds)}) AND inbound_mail_id IN (${marks(ids)}) AND cut_text IS NOT NULL`,
    [...ticketIds, ...ids],
  )
}

/** Of mails of ours that stand still: their tickets hold what they say. */
export const unsent = ['cancelled', 'digest', 'parked', 'held'] as const

/** Takes the rendered bytes and the words of the next mails of a transport that were sent by `before`. Index (transport, sent_at). */
export async function takeSent(
  tx: Tx,
  of: { entityId: number; transport: string; after: Place; before: number },
): Promise<Taken> {
  const rows = await tx.all<{ id: number; at: number; entityId: number; key: string | null }>(
    `SELECT id, sent_at AS at, entity_id AS entityId, raw_key AS \`key\` FROM outbox_mails
     WHERE transport = ? AND sent_at BETWEEN ? AND ? AND (sent_at > ? OR id > ?) AND status = 'sent'
     ORDER BY sent_at, id LIMIT ${batch}`,
    [of.transport, of.after.at, of.before, of.after.at, of.after.id],
  )
  const mine = rows.filter(({ entityId }) => entityId === of.entityId)
  await emptyOutbox(
    tx,
    mine.map(({ id }) => id),
  )
  return taken(mine, rows)
}

/**
 * The same for those that have not left and were made by `before`: that old, nobody sends them any more; `after` goes by id. Index (status,
 * transport, next_attempt_at), whose entries of one transport without a next attempt are in the order of ids.
 */
export async function takeUnsent(
  tx: Tx,
  of: { entityId: number; transport: string; status: (typeof unsent)[number]; after: Place; before: number },
): Promise<Taken> {
  const rows = await tx.all<{ id: number; at: number; entityId: number; key: string | null; data: string }>(
    `SELECT id, created_at AS at, entity_id AS entityId, raw_key AS \`key\`, data FROM outbox_mails
     WHERE status = ? AND transport = ? AND next_attempt_at IS NULL AND id > ? ORDER BY id LIMIT ${batch}`,
    [of.status, of.transport, of.after.id],
  )
  const mine = rows.filter(({ entityId, at, data }) => entityId === of.entityId && at <= of.before && data !== emptied)
  await emptyOutbox(
    tx,
    mine.map(({ id }) => id),
  )
  return taken(mine, rows)
}

/** What `data` holds once the words of a mail are taken: it can never be rendered again. */
export const emptied = '{}'

/** Who has no row as a person is known by address alone, so the address goes as well, and a reason may name it; that of a digest names the digest. */
export async function emptyOutbox(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await tx.run(
    `UPDATE outbox_mails SET raw_key = NULL, sent_text = NULL, sent_html_text = NULL, subject = NULL, data = '${emptied}',
       reply_to_message_id = NULL, reason = CASE WHEN status = 'digest' THEN reason ELSE NULL END, to_address = CASE WHEN person_id IS NULL THEN '' ELSE to_address END WHERE id IN (${marks(ids)})`,
    ids,
  )
  await tx.run(`UPDATE outbox_attempts SET response = NULL WHERE outbox_mail_id IN (${marks(ids)})`, ids)
}

/**
 * Forgets the oldest rows of who was told of a refusal before that day (YYYY-MM-DD); gives how many. Rows are made in the order of days, so the
 * primary key finds them.
 */
export async function forgetRefusals(tx: Tx, day: string): Promise<number> {
  const rows = await tx.all<{ id: number; day: string }>(`SELECT id, day FROM refusals_told ORDER BY id LIMIT ${batch}`)
  const old = rows.filter((row) => row.day < day).map(({ id }) => id)
  return old.length === 0 ? 0 : tx.run(`DELETE FROM refusals_told WHERE id IN (${marks(old)})`, old)
}

/** Where the last run ended. `name`: of what. */
export async function readPlace(db: Statements, name: string): Promise<Place> {
  const row = await db.first<{ value: string }>('SELECT value FROM instance_facts WHERE name = ?', [placeName(name)])
  const [at, id] = (row?.value ?? '').split(':').map(Number)
  return { at: at || 0, id: id || 0 }
}

export async function writePlace(tx: Tx, name: string, { at, id }: Place): Promise<void> {
  const value = `${at}:${id}`
  const inserted = await tx.insertOrIgnore('instance_facts', { name: placeName(name), value })
  if (inserted === null) await tx.run('UPDATE instance_facts SET value = ? WHERE name = ?', [value, placeName(name)])
}

const placeName = (name: string): string => `retention:${name}`

function taken(mine: readonly { key: string | null }[], rows: readonly Place[]): Taken {
  const last = rows.at(-1)
  return {
    keys: mine.flatMap(({ key }) => (key === null ? [] : [key])),
    rows: mine.length,
    last: last ? { at: last.at, id: last.id } : null,
  }
}

const marks = (values: readonly SqlValue[]): string => values.map(() => '?').join(', ')
