import type { Alarms, AlarmText } from '../alarm.ts'
import { describeError } from '../errors.ts'
import { mailAlarms } from './alarm-mail.ts'
import type { AlarmParts } from './alarm-parts.ts'
import { createAlarmRows } from './alarm-rows.ts'

export interface DeskAlarms extends Alarms {
  /** Writes and mails what was raised so far, and what could not be mailed before. Never throws. */
  settle(): Promise<void>
}

/** A part that goes mad with names must not fill the memory. */
const mostPending = 1000
const retryAfterMs = 10_000

/**
 * Alarms of this process: each is a log line at once; a row and one mail follow in the background, however often it is raised,
 * until it is cleared. Whoever raises one never waits and never sees an error: with the database away the log is all there is, and the
 * rest is made up for once it is back.
 */
export function createAlarms(parts: AlarmParts): DeskAlarms {
  const pending = new Map<string, AlarmText | null>()
  const standing = new Set<string>()
  const unheard = new Set<number>()
  const rows = createAlarmRows(parts.store, parts.clock)
  let running: Promise<void> | null = null
  let retry: NodeJS.Timeout | null = null

  const put = (name: string, text: AlarmText | null): void => {
    if (pending.size >= mostPending && !pending.has(name)) return
    pending.set(name, text)
    wake()
  }
  const wake = (): void => {
    running ??= writeAll().finally(() => {
      running = null
      if (pending.size > 0 && retry === null) wake()
    })
  }
  const writeAll = async (): Promise<void> => {
    // What is raised in one breath is written once.
    await Promise.resolve()
    for (const [name, text] of [...pending]) {
      try {
        await (text === null ? rows.clear(name) : rows.raise(name, text))
        if (pending.get(name) === text) pending.delete(name)
      } catch (error) {
        return waitForDatabase(error)
      }
    }
    await mailAlarms(parts, unheard).catch(waitForDatabase)
  }
  const waitForDatabase = (error: unknown): void => {
    parts.log.error('alarm.not-written', { error: describeError(error) })
    retry ??= setTimeout(() => {
      retry = null
      if (pending.size > 0) wake()
    }, retryAfterMs).unref()
  }

  return {
    raise(name, text) {
      if (!standing.has(name)) parts.log.error('alarm.raised', { name, text: text.en })
      if (standing.size < mostPending) standing.add(name)
      put(name, text)
    },
    clear(name) {
      if (standing.delete(name)) parts.log.info('alarm.cleared', { name })
      put(name, null)
    },
    async settle() {
      while (running) await running
      if (retry) clearTimeout(retry)
      retry = null
      wake()
      while (running && retry === null) await running
    },
  }
}
