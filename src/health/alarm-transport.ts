import type { ResolvedSettings } from '../settings/resolved.ts'
import type { Statements } from '../store/types.ts'

/** The name of the alarm of a transport that is paused: `transport-paused:relay`. */
export const transportAlarm = (key: string): string => `transport-paused:${key}`

/**
 * The transport that carries an alarm: the one for alarms, else the first; but rather another than one that is paused, or that the
 * alarm is about. Where there is no other, it waits there until it works again. Null where none is configured.
 */
export async function transportFor(
  store: Statements,
  settings: ResolvedSettings,
  alarm: string,
): Promise<string | null> {
  const preferred = settings.alarms.transport
  const keys = settings.transports.map(({ key }) => key)
  const wanted = preferred !== undefined && keys.includes(preferred) ? [preferred, ...keys] : keys
  const paused = await store.all<{ key: string }>('SELECT `key` FROM transports WHERE paused_at IS NOT NULL')
  const broken = new Set(paused.map(({ key }) => key))
  return wanted.find((key) => !broken.has(key) && transportAlarm(key) !== alarm) ?? wanted[0] ?? null
}
