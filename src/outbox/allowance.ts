import type { Clock } from '../clock.ts'
import { countSent } from '../store/queries/outbox.ts'
import type { Statements } from '../store/types.ts'
import type { SmtpSettings } from './settings.ts'

const minute = 60_000
const day = 24 * 60 * minute

/** How long a count of the day is believed; what is sent meanwhile is added to it. */
const dayCountFor = 5 * minute

/** The same for the count of the minute: what other processes send meanwhile is seen so much later. */
const minuteCountFor = 1000

/** How many mails a transport may send now, counted in the database, so that two processes keep one limit. */
export interface Allowance {
  left(most: number): Promise<number>
  /** Mails that were taken from the queue to be sent. */
  spend(count: number): void
}

export function createAllowance(db: Statements, settings: SmtpSettings, clock: Clock): Allowance {
  /** Taken within the last minute: what is being sent is in no column yet. */
  let recent: number[] = []
  const today = { sent: 0, countedAt: Number.NEGATIVE_INFINITY }
  const lastMinute = { sent: 0, countedAt: Number.NEGATIVE_INFINITY }
  return {
    async left(most) {
      const now = clock.now()
      recent = recent.filter((at) => at > now - minute)
      if (now - today.countedAt > dayCountFor) {
        today.sent = await countSent(db, settings.key, now - day, settings.dailyQuota)
        today.countedAt = now
      }
      const ofMinute = settings.ratePerMinute - (await takenWithinMinute(now))
      return Math.max(0, Math.min(most, ofMinute, settings.dailyQuota - today.sent))
    },
    spend(count) {
      const now = clock.now()
      for (let index = 0; index < count; index += 1) recent.push(now)
      today.sent += count
      lastMinute.sent += count
    },
  }

  async function takenWithinMinute(now: number): Promise<number> {
    if (now - lastMinute.countedAt >= minuteCountFor) {
      lastMinute.sent = await countSent(db, settings.key, now - minute, settings.ratePerMinute)
      lastMinute.countedAt = now
    }
    return Math.max(lastMinute.sent, recent.length)
  }
}
