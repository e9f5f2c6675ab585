import type { Statements } from '../types.ts'

/** Notes an address that mail is delivered to and that no mailbox names, so that an administrator may add it as an alias. */
export async function suggestAlias(
  statements: Statements,
  entityId: number,
  address: string,
  now: number,
): Promise<void> {
  const alias = address.toLowerCase()
  if (alias.length > 254) return
  const row = { entity_id: entityId, address: alias, seen: 1, last_seen_at: now }
  if ((await statements.insertOrIgnore('alias_suggestions', row)) !== null) return
  await statements.run(
    'UPDATE alias_suggestions SET seen = seen + 1, last_seen_at = ? WHERE entity_id = ? AND address = ?',
    [now, entityId, alias],
  )
}
