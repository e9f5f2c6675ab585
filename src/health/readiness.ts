import { pausedTransports } from '../store/queries/health.ts'
import type { HealthFeeds } from './feeds.ts'
import { within } from './within.ts'

export interface Readiness {
  isReady: boolean
  report: {
    ready: boolean
    /** Why it is not ready. */
    reasons: string[]
    /** What is wrong with a part while the others work. */
    troubles: string[]
    parts: {
      database: 'answers' | 'away'
      disk: 'has room' | 'full' | 'unknown'
      lmtp: 'listens' | 'off' | 'starting'
      mailboxes: Record<string, 'connected' | 'not connected'>
      outbox: 'sends' | 'muted' | 'unknown'
      transports: Record<string, 'works' | 'paused' | 'unknown'>
    }
  }
}

const partMs = 2000
/** With less no mail can be taken in, or only small ones. */
const leastFree = 10_000_000
/** Whoever asks more often gets the same answer: this page is open to all. */
const freshMs = 1000

/**
 * Ready: the database answers, the disk has room, mail comes in by one way at least, and mail can go out. One mailbox or one transport that is down while
 * another works is told, and leaves the service ready: its pages serve everybody.
 */
export function createReadiness(feeds: HealthFeeds): () => Promise<Readiness> {
  let last: { at: number; answer: Promise<Readiness> } | null = null
  return () => {
    const now = feeds.clock.now()
    if (last === null || now - last.at >= freshMs) last = { at: now, answer: look(feeds) }
    return last.answer
  }
}

async function look(feeds: HealthFeeds): Promise<Readiness> {
  const receiving = feeds.receiving()
  const sending = await within(partMs, lookAtOutbox(feeds)).catch(() => null)
  const disk = await lookAtDisk(feeds)
  const mailboxes = Object.entries(receiving?.mailboxes ?? {})
  const down = mailboxes.filter(([, { connected }]) => !connected).map(([key]) => key)
  const paused = feeds.transports.filter((key) => sending?.paused.has(key))
  const reasons = [
    ...(sending === null ? ['the database does not answer'] : []),
    ...(disk === 'full' ? ['the disk is full: no mail is taken in'] : []),
    ...(receiving === null ? ['the service is starting'] : []),
    ...(receiving && !receiving.lmtp && mailboxes.length > 0 && down.length === mailboxes.length
      ? ['no mailbox is connected']
      : []),
    ...(sending?.isMuted ? ['nothing is sent: this database belongs to another instance'] : []),
    ...(paused.length > 0 && paused.length === feeds.transports.length ? ['every transport is paused'] : []),
  ]
  const troubles = [
    ...down.map((key) => `the mailbox ${key} is not connected`),
    ...paused.map((key) => `the transport ${key} is paused`),
  ]
  const ready = reasons.length === 0
  return {
    isReady: ready,
    report: {
      ready,
      reasons,
      troubles,
      parts: {
        database: sending === null ? 'away' : 'answers',
        disk,
        lmtp: receiving === null ? 'starting' : receiving.lmtp ? 'listens' : 'off',
        mailboxes: Object.fromEntries(
          mailboxes.map(([key, { connected }]) => [key, connected ? 'connected' : 'not connected']),
        ),
        outbox: sending === null ? 'unknown' : sending.isMuted ? 'muted' : 'sends',
        transports: Object.fromEntries(
          feeds.transports.map((key) => [
            key,
            sending === null ? 'unknown' : sending.paused.has(key) ? 'paused' : 'works',
          ]),
        ),
      },
    },
  }
}

async function lookAtDisk({ diskFree }: HealthFeeds): Promise<Readiness['report']['parts']['disk']> {
  const free = await within(partMs, diskFree()).catch(() => null)
  if (free === null) return 'unknown'
  return free < leastFree ? 'full' : 'has room'
}

async function lookAtOutbox({ store, muted }: HealthFeeds): Promise<{ isMuted: boolean; paused: Set<string> }> {
  const paused = await pausedTransports(store)
  return { isMuted: (await muted()) !== null, paused }
}
