import { describeError, PermanentError, TransientError } from '../../errors.ts'
import { markVanished, postponeFetch, type WaitingSighting, waitingSightings } from '../../store/queries/sightings.ts'
import { clearTrouble, raiseTrouble } from '../alarms.ts'
import { receiveLimits } from '../limits.ts'
import { searchUids } from './announce.ts'
import { backoff } from './backoff.ts'
import { fetchMail, refuseLargeMail } from './fetch-mail.ts'
import type { Session } from './session.ts'

/**
 * Reads every announced mail that is due. Some at a time, so that the disk and the database are at work on one while the next is
 * on its way; a mail that gave trouble before is read alone, since what it does to the connection would hit the others too.
 */
export async function fetchWaiting(session: Session): Promise<void> {
  for (;;) {
    const now = session.clock.now()
    const page = await waitingSightings(session.accept.store, session.space, now, receiveLimits.fetchBatch)
    const { fresh = [], again = [] } = Object.groupBy(page, (one) =>
      (one.fetch_attempts ?? 0) === 0 ? 'fresh' : 'again',
    )
    await fetchAll(session, fresh, receiveLimits.fetchAtOnce)
    await fetchAll(session, again, 1)
    if (page.length < receiveLimits.fetchBatch || session.stopping()) return
  }
}

/** imapflow sends the commands of several downloads one after the other: none waits for another to end. */
async function fetchAll(session: Session, sightings: readonly WaitingSighting[], atOnce: number): Promise<void> {
  let next = 0
  let broken = false
  const work = async () => {
    for (;;) {
      const sighting = sightings[next++]
      if (sighting === undefined || broken || session.stopping()) return
      await fetchOne(session, sighting).catch((error) => {
        broken = true
        throw error
      })
    }
  }
  const ends = await Promise.allSettled(Array.from({ length: atOnce }, work))
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}

/** One mail's trouble postpones that mail alone; trouble of the connection or of the desk ends the session, after that. */
async function fetchOne(session: Session, sighting: WaitingSighting): Promise<void> {
  try {
    if ((await readOrRefuse(session, sighting)) === 'missing') await settleMissing(session, sighting)
    else if ((sighting.fetch_attempts ?? 0) > 0) clearTrouble(session.alarms, 'mail-unreadable', session.mailbox.key)
    session.proven()
  } catch (error) {
    if (isDesksTrouble(error)) throw error
    // That mail waits longer each time, and the others for no connection that it ends.
    session.proven()
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
