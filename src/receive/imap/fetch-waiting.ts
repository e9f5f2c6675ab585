import { describeError, PermanentError, TransientError } from '../../errors.ts'
import { markVanished, postponeFetch, type WaitingSighting, waitingSightings } from '../../store/queries/sightings.ts'
import { raiseTrouble } from '../alarms.ts'
import { receiveLimits } from '../limits.ts'
import { searchUids } from './announce.ts'
import { backoff } from './backoff.ts'
import { fetchMail, refuseLargeMail } from './fetch-mail.ts'
import type { Session } from './session.ts'

/** Reads every announced mail that is due, one after the other: a mailbox never holds more than one mail's chunk in memory. */
export async function fetchWaiting(session: Session): Promise<void> {
  for (;;) {
    const now = session.clock.now()
    const page = await waitingSightings(session.accept.store, session.space, now, receiveLimits.fetchBatch)
    for (const sighting of page) {
      if (session.stopping()) return
      await fetchOne(session, sighting)
    }
    if (page.length < receiveLimits.fetchBatch) return
  }
}

/** One mail's trouble postpones that mail alone; trouble of the connection or of the desk ends the session, after that. */
async function fetchOne(session: Session, sighting: WaitingSighting): Promise<void> {
  try {
    if ((await readOrRefuse(session, sighting)) === 'missing') await settleMissing(session, sighting)
  } catch (error) {
    if (isDesksTrouble(error)) throw error
    await postpone(session, sighting, describeError(error))
    if (!session.client.usable) throw error
  }
}

async function readOrRefuse(session: Session, sighting: WaitingSighting): Promise<'journaled' | 'missing'> {
  try {
    return await fetchMail(session, sighting)
  } catch (error) {
    if (!(error instanceof PermanentError) || error.code !== 'mail-too-large') throw error
    return await refuseLargeMail(session, sighting)
  }
}

/** Disk or database: no mail is at fault, and the next one would fare no better. */
function isDesksTrouble(error: unknown): boolean {
  return error instanceof TransientError && !error.code.startsWith('imap-')
}

/** The server had nothing to hand out: is the mail gone, or is it not there yet? */
async function settleMissing(session: Session, sighting: WaitingSighting): Promise<void> {
  const still = await searchUids(session, sighting.uid, sighting.uid)
  if (still.length > 0) {
    await postpone(session, sighting, 'announced, but its body is not there yet')
    return
  }
  if (!(await markVanished(session.accept.store, sighting.id))) return
  session.log.warn('imap-mail-vanished', { mailbox: session.mailbox.key, uid: sighting.uid })
  raiseTrouble(session.alarms, 'mail-vanished', session.mailbox.key, `UID ${sighting.uid}`)
}

async function postpone(session: Session, sighting: WaitingSighting, error: string): Promise<void> {
  const attempts = (sighting.fetch_attempts ?? 0) + 1
  const nextAt = session.clock.now() + backoff(receiveLimits.fetch, attempts, session.randomness)
  await postponeFetch(session.accept.store, sighting, { nextAt, error })
  session.log.warn('imap-fetch-postponed', { mailbox: session.mailbox.key, uid: sighting.uid, attempts, error })
  if (attempts >= receiveLimits.tellAfter)
    raiseTrouble(session.alarms, 'mail-unreadable', session.mailbox.key, `UID ${sighting.uid}: ${error}`)
}
