import type { AlarmText } from '../alarm.ts'
import type { Clock } from '../clock.ts'
import type { Store } from '../store/types.ts'

export interface AlarmRows {
  raise(name: string, text: AlarmText): Promise<void>
  clear(name: string): Promise<void>
}

/** What stands is read again after this long: another process may have raised or cleared it. */
const freshMs = 30_000
/** `last_seen_at` is written at most this often. */
const seenEveryMs = 60_000
const longestName = 120

/**
 * The rows of alarms. One that stands is only seen again; of two processes that raise one at the same moment each writes a row, of which
 * only the first is mailed, and both are cleared together. Clearing what does not stand costs nothing: mailboxes do it all day.
 */
export function createAlarmRows(store: Store, clock: Clock): AlarmRows {
  let standing = new Map<string, { seenAt: number }>()
  let readAt = Number.NEGATIVE_INFINITY

  const refresh = async (): Promise<void> => {
    if (clock.now() - readAt < freshMs) return
    const rows = await store.all<{ name: string; seenAt: number }>(
      'SELECT name, last_seen_at AS seenAt FROM alarms WHERE cleared_at IS NULL ORDER BY id',
    )
    standing = new Map(rows.map(({ name, seenAt }) => [name, { seenAt }]))
    readAt = clock.now()
  }

  return {
    async raise(longName, text) {
      const name = longName.slice(0, longestName)
      await refresh()
      const now = clock.now()
      const known = standing.get(name)
      if (!known) {
        const row = { name, text: JSON.stringify(text), raised_at: now, last_seen_at: now }
        await store.insert('alarms', row)
      } else if (now - known.seenAt >= seenEveryMs)
        await store.run('UPDATE alarms SET last_seen_at = ?, text = ? WHERE name = ? AND cleared_at IS NULL', [
          now,
          JSON.stringify(text),
          name,
        ])
      if (!known || now - known.seenAt >= seenEveryMs) standing.set(name, { seenAt: now })
    },
    async clear(longName) {
      const name = longName.slice(0, longestName)
      await refresh()
      if (!standing.has(name)) return
      await store.run('UPDATE alarms SET cleared_at = ? WHERE name = ? AND cleared_at IS NULL', [clock.now(), name])
      standing.delete(name)
    },
  }
}
