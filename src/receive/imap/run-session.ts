import { TransientError } from '../../errors.ts'
import { patchMailbox } from '../../store/queries/mailbox-state.ts'
import { nextDue } from '../../store/queries/sightings.ts'
import { announceNew, reconcile } from './announce.ts'
import { fetchWaiting } from './fetch-waiting.ts'
import { fileAway } from './file-away.ts'
import type { Session } from './session.ts'

/** Reads, files away and waits, in turn, until the connection ends (throws) or a stop is asked for. */
export async function runSession(session: Session): Promise<void> {
  session.client.on('exists', session.bell.ring)
  session.client.on('close', session.bell.ring)
  let reconcileAt = 0
  while (!session.stopping()) {
    checkConnection(session)
    const lookedAt = session.clock.now()
    if (lookedAt >= reconcileAt) {
      await reconcile(session)
      reconcileAt = lookedAt + session.imap.reconcileMinutes * 60_000
    } else {
      await announceNew(session)
    }
    await fetchWaiting(session)
    session.proven()
    if (!session.imap.listenOnly) await fileAway(session)
    await waitForNews(session, lookedAt, reconcileAt)
  }
}

function checkConnection({ client, space }: Session): void {
  if (!client.usable || !client.mailbox)
    throw new TransientError('imap-closed', 'The IMAP server closed the connection.')
  if (client.mailbox.uidValidity.toString() !== space.uidValidity)
    throw new TransientError('imap-uidvalidity', 'The IMAP folder was rebuilt while it was open.')
}

/** IDLE tells of news at once; the poll is the net under it, for servers that forget to. */
async function waitForNews(session: Session, lookedAt: number, reconcileAt: number): Promise<void> {
  const { client, clock, imap, mailbox } = session
  const due = await nextDue(session.accept.store, mailbox.mailboxId)
  // All that had arrived by then has been read.
  if (due.waiting === 0) await patchMailbox(session.accept.store, mailbox.mailboxId, { read_at: lookedAt })
  const now = clock.now()
  const until = Math.min(now + imap.pollSeconds * 1000, reconcileAt, due.at ?? Number.POSITIVE_INFINITY)
  // The next command ends it; what it then resolves to, or a lost connection, shows at that command.
  client.idle().catch(() => {})
  await session.bell.wait(until - now)
}
