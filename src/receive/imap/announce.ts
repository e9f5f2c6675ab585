import { patchMailbox } from '../../store/queries/mailbox-state.ts'
import { announceUids, knownUids } from '../../store/queries/sightings.ts'
import { receiveLimits } from '../limits.ts'
import { searchRefused } from './search-refused.ts'
import type { Session } from './session.ts'

/** Gives every UID above the last known one a row, before anything is done with it. */
export async function announceNew(session: Session): Promise<void> {
  const uids = await searchUids(session, session.lastUid + 1, null)
  await announce(session, uids)
}

/** Compares every UID of the folder with the rows, window by window: what IDLE and polls missed is announced now. */
export async function reconcile(session: Session): Promise<void> {
  const { store } = session.accept
  for (const [from, to] of windows(await highestUid(session))) {
    const there = await searchUids(session, from, to)
    const known = there.length === 0 ? new Set<number>() : await knownUids(store, session.space, from, to)
    await announce(
      session,
      there.filter((uid) => !known.has(uid)),
    )
  }
  await announceNew(session)
}

async function announce(session: Session, uids: readonly number[]): Promise<void> {
  const { accept, space, clock, firstUid, log, mailbox } = session
  for (const state of ['before-start', 'waiting'] as const) {
    const these = uids.filter((uid) => uid < firstUid === (state === 'before-start'))
    for (let start = 0; start < these.length; start += receiveLimits.announceBatch)
      await announceUids(
        accept.store,
        space,
        these.slice(start, start + receiveLimits.announceBatch),
        state,
        clock.now(),
      )
    if (these.length > 0) log.debug('imap-announced', { mailbox: mailbox.key, state, count: these.length })
  }
  const highest = uids.at(-1) ?? 0
  if (highest <= session.lastUid) return
  session.lastUid = highest
  await patchMailbox(accept.store, mailbox.mailboxId, { last_uid: highest })
}

/** Sorted, each once, whatever the server says; `to` null means to the end. */
export async function searchUids(session: Pick<Session, 'client'>, from: number, to: number | null): Promise<number[]> {
  const found = await session.client.search({ uid: `${from}:${to ?? '*'}` }, { uid: true })
  if (!Array.isArray(found)) throw searchRefused()
  // RFC 3501 section 6.4.8: `n:*` names the last mail even where its UID is below n.
  const wanted = found.filter((uid) => Number.isInteger(uid) && uid >= from && uid <= (to ?? receiveLimits.largestUid))
  return [...new Set(wanted)].toSorted((one, other) => one - other)
}

/** UIDNEXT where the server gave it (it must, but some do not); else the last mail's UID. */
async function highestUid({ client }: Session): Promise<number> {
  const told = client.mailbox ? client.mailbox.uidNext : 0
  if (Number.isInteger(told) && told > 0) return Math.min(told - 1, receiveLimits.largestUid)
  const last = client.mailbox && client.mailbox.exists > 0 ? await client.fetchOne('*', { uid: true }) : false
  return last ? last.uid : 0
}

/** A folder of few mails may have high UIDs: then windows are wider, so that their number stays bounded. @internal For its test. */
export function* windows(highest: number): Generator<[from: number, to: number]> {
  const width = Math.max(receiveLimits.uidWindow, Math.ceil(highest / receiveLimits.uidWindows))
  for (let from = 1; from <= highest; from += width) yield [from, Math.min(from + width - 1, highest)]
}
