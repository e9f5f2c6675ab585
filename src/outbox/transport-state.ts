import type { Clock } from '../clock.ts'
import type { Store } from '../store/types.ts'
import type { Attempt } from './smtp/attempt.ts'

/** Like failures in a row after which nothing more is tried; refused recipients may be several people who left at once. */
const runThatPauses = { deferred: 5, refused: 10 }

const minute = 60_000
/** Waits between the single mails that try whether a paused transport works again; the last repeats. */
const probeDelays = [1, 2, 5, 10, 20, 30].map((minutes) => minutes * minute)

/** `last_ok_at` is written at most this often: a row that every mail writes would be waited for. */
const okEvery = minute

/** How long a look at the row that found no pause is believed: another process's pause is heeded so much later. */
const openFor = 1000

export interface TransportReports {
  /** The transport sends nothing any more; told once. */
  paused(key: string, reason: string): Promise<void>
  resumed(key: string): Promise<void>
  /** What came of each attempt: sent, deferred, refused, unknown. */
  attempted(key: string, result: Attempt['result']): void
}

/**
 * Whether a transport may be used. Trouble that is not one mail's (a refused login or sender, a server that is away, the same refusal for
 * one recipient after the other) pauses it, so that not every mail waits through its own failures. While it is paused one mail
 * at a time tries it, at growing intervals; the first that is taken, or `guichet outbox resume`, ends the pause.
 */
export interface TransportState {
  /** How many mails may be taken now, of `wanted`. */
  open(wanted: number): Promise<number>
  paused(): boolean
  /** A mail was taken to try a paused transport with. */
  probed(): void
  /** Takes note of what an attempt came to. */
  record(attempt: Attempt): Promise<void>
}

export function createTransportState(
  store: Store,
  key: string,
  clock: Clock,
  reports: TransportReports,
): TransportState {
  const run = { like: '', count: 0 }
  const probe = { tried: 0, nextAt: 0 }
  let okWrittenAt = Number.NEGATIVE_INFINITY
  let wasPaused = false
  let foundOpenAt = Number.NEGATIVE_INFINITY

  return {
    paused: () => wasPaused,
    async open(wanted) {
      if (!wasPaused && clock.now() - foundOpenAt < openFor) return wanted
      const row = await readTransport(store, key)
      if (row?.paused_at == null) return leavePause(wanted)
      if (!wasPaused) enterPause()
      return clock.now() < probe.nextAt ? 0 : Math.min(1, wanted)
    },
    probed() {
      probe.tried += 1
      probe.nextAt = clock.now() + probeDelay(probe.tried)
    },
    async record(attempt) {
      reports.attempted(key, attempt.result)
      if (attempt.result === 'sent') return succeeded()
      if (attempt.result === 'unknown') return
      const like = likeness(attempt)
      run.count = like === run.like ? run.count + 1 : 1
      run.like = like
      const blocked = attempt.result === 'deferred' && attempt.scope === 'blocked'
      if (like === '' || (!blocked && run.count < runThatPauses[attempt.result])) return
      if (!wasPaused) await pause(attempt)
    },
  }

  function leavePause(wanted: number): number {
    wasPaused = false
    foundOpenAt = clock.now()
    return wanted
  }

  function enterPause(): void {
    wasPaused = true
    probe.tried = 0
    probe.nextAt = clock.now() + probeDelay(0)
  }

  async function pause(attempt: Attempt): Promise<void> {
    const reason = `${attempt.command ?? 'connection'}: ${attempt.response}`.slice(0, 500)
    const now = clock.now()
    enterPause()
    await obtainTransport(store, key)
    const first = await store.run(
      'UPDATE transports SET paused_at = ?, paused_reason = ?, failures = ? WHERE `key` = ? AND paused_at IS NULL',
      [now, reason, run.count, key],
    )
    if (first === 1) await reports.paused(key, reason)
  }

  async function succeeded(): Promise<void> {
    run.like = ''
    run.count = 0
    const now = clock.now()
    if (!wasPaused && now - okWrittenAt < okEvery) return
    okWrittenAt = now
    await obtainTransport(store, key)
    if (wasPaused) await resumeTransport(store, key, reports)
    wasPaused = false
    await store.run('UPDATE transports SET last_ok_at = ?, failures = 0 WHERE `key` = ?', [now, key])
  }
}

/** Ends a pause; false where there was none. */
export async function resumeTransport(
  store: Store,
  key: string,
  reports: Pick<TransportReports, 'resumed'>,
): Promise<boolean> {
  const ended = await store.run(
    'UPDATE transports SET paused_at = NULL, paused_reason = NULL, failures = 0 WHERE `key` = ? AND paused_at IS NOT NULL',
    [key],
  )
  if (ended === 1) await reports.resumed(key)
  return ended === 1
}

const probeDelay = (tried: number): number => probeDelays[Math.min(tried, probeDelays.length - 1)] ?? minute

/**
 * What makes two failures alike: the command and the codes, without the words, in which servers name the recipient. Empty for what
 * says nothing of the transport: one mail put off, or refused because it is too large or there is no such mailbox.
 */
function likeness(attempt: Attempt): string {
  if (attempt.result === 'sent' || attempt.result === 'unknown') return ''
  if (attempt.result === 'deferred' && attempt.scope === 'mail') return ''
  // What we judged ourselves, without asking.
  if (attempt.result === 'refused' && attempt.code === null) return ''
  const enhanced = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(attempt.response)?.[1] ?? ''
  const aboutMail =
    enhanced.startsWith('5.1.') || enhanced.startsWith('5.2.') || enhanced === '5.3.4' || attempt.code === 552
  if (attempt.result === 'refused' && aboutMail) return ''
  return `${attempt.command ?? ''} ${attempt.code ?? ''} ${enhanced}`
}

function readTransport(store: Store, key: string): Promise<{ paused_at: number | null } | null> {
  return store.first<{ paused_at: number | null }>('SELECT paused_at FROM transports WHERE `key` = ?', [key])
}

async function obtainTransport(store: Store, key: string): Promise<void> {
  await store.insertOrIgnore('transports', { key, failures: 0 })
}
