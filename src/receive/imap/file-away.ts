import type { ImapFlow } from 'imapflow'
import { describeError } from '../../errors.ts'
import { markFiled, type PendingFiling, postponeFiling, takeFilings } from '../../store/queries/sightings.ts'
import { clearTrouble, raiseTrouble } from '../alarms.ts'
import { receiveLimits } from '../limits.ts'
import type { ImapSetup } from '../settings.ts'
import { backoff } from './backoff.ts'
import { folderFor } from './categories.ts'
import { ensureFolder, folderPath } from './folders.ts'
import { hearing } from './refusals.ts'
import type { Session } from './session.ts'

/**
 * Moves, flags or deletes the mails whose outcome is committed. What fails is tried again later: it never touches the ticket,
 * and no mail goes that was not meant to.
 */
export async function fileAway(session: Session): Promise<void> {
  const taking = { limit: receiveLimits.fileBatch, takenMs: receiveLimits.filingTaken }
  for (;;) {
    const now = session.clock.now()
    const page = await takeFilings(session.accept.store, session.space, now, taking)
    for (const [folder, filings] of Map.groupBy(page, (filing) => folderFor(filing)))
      await fileGroup(session, folder, filings)
    if (page.length < receiveLimits.fileBatch || session.stopping()) return
  }
}

async function fileGroup(
  session: Session,
  kind: 'accepted' | 'refused' | null,
  filings: PendingFiling[],
): Promise<void> {
  if (kind === null) return await postponeAll(session, filings, 'the mail has no category that a folder is known for')
  // Without MOVE a copy would be made each time, and the mail stay.
  if (isReadOnly(session.client)) return await postponeAll(session, filings, 'the server lets us only read the folder')
  const act = chooseAct(session.client, session.imap)
  try {
    const uids = filings.map((filing) => filing.uid).join(',')
    const { result: left, refusal } = await hearing(session.client, () => act.run(session, uids, kind))
    const done = filings.filter((filing) => !left.has(filing.uid))
    await markFiled(
      session.accept.store,
      done.map((filing) => filing.id),
      act.filedTo(session.imap, kind),
    )
    const failed = filings.filter((filing) => left.has(filing.uid))
    if (failed.length > 0)
      return await postponeAll(
        session,
        failed,
        `the server did not ${act.name} the mail${refusal ? `: ${refusal}` : ''}`,
      )
    // Each clearing is a statement: only where there was something to clear.
    if (done.some((filing) => filing.filing_attempts > 0))
      clearTrouble(session.alarms, 'filing-fails', session.mailbox.key)
  } catch (error) {
    await postponeAll(session, filings, describeError(error))
    if (!session.client.usable) throw error
  }
}

const isReadOnly = ({ mailbox }: Pick<ImapFlow, 'mailbox'>): boolean => mailbox !== false && mailbox.readOnly === true

interface Act {
  name: 'move' | 'flag' | 'delete'
  /** Gives the UIDs that still stand where they stood, although they should not. */
  run(session: Session, uids: string, kind: 'accepted' | 'refused'): Promise<Set<number>>
  filedTo(imap: ImapSetup, kind: 'accepted' | 'refused'): string
}

/**
 * Without MOVE (RFC 6851) and UIDPLUS (RFC 4315) taking a mail out of the folder needs a plain EXPUNGE, which would destroy
 * whatever else somebody has marked \Deleted: such mails are only flagged.
 */
function chooseAct(client: Pick<ImapFlow, 'capabilities'>, imap: Pick<ImapSetup, 'after'>): Act {
  const canMove = client.capabilities.has('MOVE')
  const canExpunge = client.capabilities.has('UIDPLUS')
  if (imap.after === 'move' && (canMove || canExpunge)) return move
  if (imap.after === 'delete' && canExpunge) return remove
  return flag
}

const move: Act = {
  name: 'move',
  async run(session, uids, kind) {
    const folder = session.imap.folders[kind]
    const moved = await session.client.messageMove(uids, folderPath(folder), { uid: true })
    // Most often the folder was removed since the connection began.
    if (moved === false) await ensureFolder(session.client, folder)
    return await stillThere(session, uids)
  },
  filedTo: (imap, kind) => imap.folders[kind],
}

const remove: Act = {
  name: 'delete',
  async run(session, uids) {
    await session.client.messageDelete(uids, { uid: true })
    return await stillThere(session, uids)
  },
  filedTo: () => 'deleted',
}

const flag: Act = {
  name: 'flag',
  async run(session, uids) {
    const flags = ['\\Seen', session.imap.keyword]
    return (await session.client.messageFlagsAdd(uids, flags, { uid: true }))
      ? new Set()
      : await stillThere(session, uids)
  },
  filedTo: () => 'flagged',
}

/** The folder itself is asked: servers without UIDPLUS do not say what they moved, and a mail may have gone before. */
async function stillThere(session: Session, uids: string): Promise<Set<number>> {
  const found = await session.client.search({ uid: uids }, { uid: true })
  return new Set(Array.isArray(found) ? found : uids.split(',').map(Number))
}

async function postponeAll(session: Session, filings: readonly PendingFiling[], error: string): Promise<void> {
  const { accept, alarms, clock, log, mailbox, randomness } = session
  for (const filing of filings) {
    const attempts = filing.filing_attempts + 1
    const nextAt = clock.now() + backoff(receiveLimits.filing, attempts, randomness)
    await postponeFiling(accept.store, filing, { nextAt, error })
    if (attempts >= receiveLimits.tellAfter)
      raiseTrouble(alarms, 'filing-fails', mailbox.key, `UID ${filing.uid}: ${error}`)
  }
  log.warn('imap-filing-postponed', { mailbox: mailbox.key, count: filings.length, error })
}
