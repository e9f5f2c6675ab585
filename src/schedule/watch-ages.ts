import { statfs } from 'node:fs/promises'
import type { Alarms, AlarmText } from '../alarm.ts'
import { alarmTexts } from '../i18n/alarm-texts.ts'
import { oldestUnprocessed, oldestUnsent, parkedInbound, parkedOutbox } from '../store/queries/ages.ts'
import type { Store } from '../store/types.ts'
import { day, hour, minute } from './job.ts'

interface Tools {
  store: Store
  alarms: Alarms
  now(): number
  /** Octets of the disk that holds our files. */
  disk(): Promise<{ free: number; size: number }>
}

const limits = {
  unprocessed: 15 * minute,
  /** Before its first attempt, and, for servers that put mails off (greylisting), at all. */
  untried: 15 * minute,
  unsent: 6 * hour,
  /** A parked mail is news for a day; outgoing ones may have been tried for three before. */
  parkedInbound: day,
  parkedOutbox: 4 * day,
  /** Less than this share is little, but not of a disk on which so much is left. */
  diskShare: 0.05,
  diskPlenty: 20_000_000_000,
  diskOctets: 1_000_000_000,
  /** What is raised by single mails is over when there was none for a day. */
  silent: day,
}

/** Raises or clears the alarms that follow from what waits: mail that is not processed or sent, parked mails, a disk nearly full. */
export async function watchAges({ store, alarms, now, disk }: Tools): Promise<object> {
  const at = now()
  const set = (name: string, text: AlarmText | null) => (text ? alarms.raise(name, text) : alarms.clear(name))
  const unprocessed = ageOf(await oldestUnprocessed(store), at)
  set('unprocessed-old', unprocessed > limits.unprocessed ? alarmTexts.unprocessedOld(minutes(unprocessed)) : null)
  const unsent = await oldestUnsent(store)
  const waited = [ageOf(unsent.untried, at) > limits.untried, ageOf(unsent.any, at) > limits.unsent].some(Boolean)
  set('unsent-old', waited ? alarmTexts.unsentOld(minutes(ageOf(unsent.any, at))) : null)
  const inbound = await parkedInbound(store, at - limits.parkedInbound)
  set('inbound-parked', inbound.count > 0 ? alarmTexts.inboundParked(inbound.count, inbound.last) : null)
  const outbox = await parkedOutbox(store, at - limits.parkedOutbox)
  set('outbox-parked', outbox.count > 0 ? alarmTexts.outboxParked(outbox.count, outbox.last) : null)
  const { free, size } = await disk()
  set('disk-nearly-full', isNearlyFull(free, size) ? alarmTexts.diskNearlyFull(Math.floor(free / 1_000_000)) : null)
  await clearSilent(store, alarms, at - limits.silent)
  return { unprocessed, unsent: ageOf(unsent.any, at), parked: inbound.count + outbox.count, free }
}

/** For `disk`: what is left for our own user. */
export async function diskOf(folder: string): Promise<{ free: number; size: number }> {
  const { bavail, blocks, bsize } = await statfs(folder)
  return { free: bavail * bsize, size: blocks * bsize }
}

function isNearlyFull(free: number, size: number): boolean {
  return free < limits.diskOctets || (free < size * limits.diskShare && free < limits.diskPlenty)
}

/** Mails that vanished or could not be read: nothing ever says that it is right again. */
async function clearSilent(store: Store, alarms: Alarms, before: number): Promise<void> {
  const rows = await store.all<{ name: string }>(
    `SELECT DISTINCT name FROM alarms WHERE cleared_at IS NULL AND last_seen_at < ?
     AND (name LIKE 'mail-vanished:%' OR name LIKE 'mail-unreadable:%')`,
    [before],
  )
  for (const { name } of rows) alarms.clear(name)
}

const ageOf = (since: number | null, now: number): number => (since === null ? 0 : Math.max(0, now - since))
const minutes = (ms: number): number => Math.floor(ms / minute)
