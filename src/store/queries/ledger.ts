import type { Statements } from '../types.ts'

/** Every UID that a server ever announced, and every other sighting, is exactly one of these. */
export const ledgerCategories = [
  'accepted',
  'refused',
  'duplicate',
  'ignored',
  'bounced',
  'held',
  'parked',
  'waiting',
  'before-start',
  'vanished',
] as const

export type LedgerCategory = (typeof ledgerCategories)[number]

export interface MailboxLedger {
  mailboxId: number
  key: string
  /** All sightings of the mailbox, counted apart from the categories. */
  total: number
  counts: Record<LedgerCategory, number>
  /** False where a sighting is in no category, or in one that the ledger does not know. */
  addsUp: boolean
  /** What the ledger does not know, with how many there are. */
  unknown: Record<string, number>
}

const nothing: Record<LedgerCategory, number> = {
  accepted: 0,
  refused: 0,
  duplicate: 0,
  ignored: 0,
  bounced: 0,
  held: 0,
  parked: 0,
  waiting: 0,
  'before-start': 0,
  vanished: 0,
}

interface CountRow {
  mailbox_id: number
  category: string
  count: number
}

/** One ledger a mailbox, in the order of their ids. */
export async function readLedger(statements: Statements): Promise<MailboxLedger[]> {
  const mailboxes = await statements.all<{ id: number; key: string }>('SELECT id, `key` FROM mailboxes ORDER BY id')
  const totals = await statements.all<{ mailbox_id: number; count: number }>(
    'SELECT mailbox_id, COUNT(*) AS count FROM sightings GROUP BY mailbox_id',
  )
  const counted = await statements.all<CountRow>(countsSql)
  return mailboxes.map(({ id, key }) => {
    const total = totals.find((row) => row.mailbox_id === id)?.count ?? 0
    return addUp(
      id,
      key,
      total,
      counted.filter((row) => row.mailbox_id === id),
    )
  })
}

/**
 * A mail's own category counts for its first sighting; seen again, in the same or in another mailbox, it is a duplicate.
 * A mail that is not decided yet waits.
 */
const countsSql = `
  SELECT mailbox_id, category, COUNT(*) AS count FROM (
    SELECT s.mailbox_id,
      CASE
        WHEN s.state <> 'journaled' THEN s.state
        WHEN EXISTS (SELECT 1 FROM sightings e WHERE e.inbound_mail_id = s.inbound_mail_id AND e.id < s.id) THEN 'duplicate'
        WHEN m.status = 'parked' THEN 'parked'
        WHEN m.status = 'done' THEN COALESCE(m.category, 'without category')
        WHEN m.id IS NULL THEN 'without mail'
        ELSE 'waiting'
      END AS category
    FROM sightings s LEFT JOIN inbound_mails m ON m.id = s.inbound_mail_id
  ) each_sighting GROUP BY mailbox_id, category`

function addUp(mailboxId: number, key: string, total: number, rows: readonly CountRow[]): MailboxLedger {
  const counts: Record<LedgerCategory, number> = { ...nothing }
  const unknown: Record<string, number> = {}
  for (const { category, count } of rows)
    if (isCategory(category)) counts[category] += count
    else unknown[category] = (unknown[category] ?? 0) + count
  const sum = Object.values(counts).reduce((all, count) => all + count, 0)
  return { mailboxId, key, total, counts, unknown, addsUp: sum === total }
}

function isCategory(name: string): name is LedgerCategory {
  return ledgerCategories.some((category) => category === name)
}
