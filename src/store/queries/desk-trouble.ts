import type { Row } from '../schema.ts'
import type { Statements } from '../types.ts'

/** What stands still, and has a reason in the database. */
export interface DeskTrouble {
  pausedMailboxes: { key: string; reason: string }[]
  pausedTransports: { key: string; reason: string }[]
  parkedInbound: number
  parkedOutbound: number
  /** Held by a mailbox that only listens or did so, or by the bounds against loops. */
  heldOutbound: number
}

export async function readTrouble(statements: Statements): Promise<DeskTrouble> {
  const paused = (table: 'mailboxes' | 'transports') =>
    statements.all<{ key: string; reason: string }>(
      `SELECT \`key\`, COALESCE(paused_reason, '') AS reason FROM ${table} WHERE paused_at IS NOT NULL ORDER BY \`key\``,
    )
  const count = async (table: 'inbound_mails' | 'outbox_mails', status: string) =>
    (await statements.first<{ count: number }>(`SELECT COUNT(*) AS count FROM ${table} WHERE status = ?`, [status]))
      ?.count ?? 0
  return {
    pausedMailboxes: await paused('mailboxes'),
    pausedTransports: await paused('transports'),
    parkedInbound: await count('inbound_mails', 'parked'),
    parkedOutbound: await count('outbox_mails', 'parked'),
    heldOutbound: await count('outbox_mails', 'held'),
  }
}

/** Addresses that mail was delivered to and that no mailbox names, most seen first. */
export async function readAliasSuggestions(
  statements: Statements,
): Promise<(Pick<Row<'alias_suggestions'>, 'address' | 'seen'> & { entity: string })[]> {
  return await statements.all(
    `SELECT a.address, a.seen, e.\`key\` AS entity FROM alias_suggestions a JOIN entities e ON e.id = a.entity_id
      ORDER BY a.seen DESC, a.id LIMIT 20`,
  )
}
