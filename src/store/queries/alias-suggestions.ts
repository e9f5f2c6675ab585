import type { Statements } from '../types.ts'

/** So many addresses are kept for an entity: a sender may write such headers too. */
const mostSuggestions = 200

/** Notes an address that mail is delivered to and that no mailbox names, so that an administrator may add it as an alias. */
export async function suggestAlias(
  statements: Statements,
  entityId: number,
  address: string,
  now: number,
): Promise<void> {
  const alias = address.toLowerCase()
  if (alias.length > 254) return
  const counted = await statements.run(
    'UPDATE alias_suggestions SET seen = seen + 1, last_seen_at = ? WHERE entity_id = ? AND address = ?',
    [now, entityId, alias],
  )
  if (counted > 0 || (await isFull(statements, entityId))) return
  await statements.insertOrIgnore('alias_suggestions', {
    entity_id: entityId,
    address: alias,
    seen: 1,
    last_seen_at: now,
  })
}

async function isFull(statements: Statements, entityId: number): Promise<boolean> {
  const row = await statements.first<{ id: number }>(
    `SELECT id FROM alias_suggestions WHERE entity_id = ? LIMIT 1 OFFSET ${mostSuggestions - 1}`,
    [entityId],
  )
  return row !== null
}
