import { setTimeout as sleep } from 'node:timers/promises'
import type { ImapFlow } from 'imapflow'
import PQueue from 'p-queue'
import { describeError, TransientError } from '../../errors.ts'
import { patchMailbox, pauseMailbox, pauseOf, readMailbox } from '../../store/queries/mailbox-state.ts'
import { clearTrouble, raiseTrouble } from '../alarms.ts'
import { receiveLimits } from '../limits.ts'
import { backoff } from './backoff.ts'
import { type Bell, createBell } from './bell.ts'
import { connectImap, disconnectImap, LoginRefused } from './client.ts'
import { ensureFolder } from './folders.ts'
import type { Login } from './login.ts'
import { openInbox } from './open-inbox.ts'
import { runSession } from './run-session.ts'
import type { MailboxContext } from './session.ts'

export interface MailboxWatcher {
  readonly mailboxId: number
  /** A mail of this mailbox was decided: it can be filed away. */
  ring(): void
  status(): { connected: boolean; failures: number; lastError: string | null }
  /** Ends after the mail that is being read. */
  stop(): Promise<void>
}

export interface WatchContext extends MailboxContext {
  login: Login
}

interface Watch extends WatchContext {
  bell: Bell
  stopped: AbortController
  connected: boolean
  failures: number
  lastError: string | null
  /** Refusals of the login in a row, and the secret that was refused. */
  refusals: number
}

/** Of all mailboxes together: a server that is slow to let one in holds a slot, not the others. */
const logins = new PQueue({ concurrency: receiveLimits.imapLogins })

/** Keeps one mailbox read for as long as the service runs: connects, and connects again, for ever. Never throws. */
export function watchMailbox(context: WatchContext): MailboxWatcher {
  const watch: Watch = {
    ...context,
    bell: createBell(),
    stopped: new AbortController(),
    connected: false,
    failures: 0,
    lastError: null,
    refusals: 0,
  }
  const ended = keepConnected(watch)
  return {
    mailboxId: context.mailbox.mailboxId,
    ring: watch.bell.ring,
    status: () => ({ connected: watch.connected, failures: watch.failures, lastError: watch.lastError }),
    async stop() {
      watch.stopped.abort()
      watch.bell.ring()
      await ended
    },
  }
}

async function keepConnected(watch: Watch): Promise<void> {
  while (!watch.stopped.signal.aborted) {
    const wait = await liveOnce(watch).catch((error) => recover(watch, error))
    watch.connected = false
    await pause(watch, wait)
  }
}

/** One connection from login to end. Gives how long to wait before the next one. */
async function liveOnce(watch: Watch): Promise<number> {
  const { accept, mailbox, imap } = watch
  if (pauseOf(await readMailbox(accept.store, mailbox.mailboxId)) === 'uidvalidity') return receiveLimits.pausedLook
  clearTrouble(watch.alarms, 'mailbox-uidvalidity', mailbox.key)
  const client = await logins.add(async () => await logIn(watch))
  try {
    await welcomed(watch)
    if (!imap.listenOnly && imap.after === 'move')
      for (const folder of [imap.folders.accepted, imap.folders.refused]) await ensureFolder(client, folder)
    const opened = await openInbox(watch, client)
    if (opened === null) return receiveLimits.pausedLook
    watch.connected = true
    const stopping = () => watch.stopped.signal.aborted
    await runSession({ ...watch, ...opened, client, stopping, proven: provenOnce(watch) })
    return 0
  } finally {
    await disconnectImap(client)
  }
}

/** Only now: a server that hangs up at each search, or a full disk, would else be met again every second, and nobody told. */
function provenOnce(watch: Watch): () => void {
  let isProven = false
  return () => {
    if (isProven) return
    isProven = true
    watch.failures = 0
    for (const trouble of ['mailbox-down', 'mail-not-stored'] as const)
      clearTrouble(watch.alarms, trouble, watch.mailbox.key)
  }
}

async function logIn(watch: Watch): Promise<ImapFlow> {
  const { imap, log, login } = watch
  const secret = await login.secret()
  try {
    return await connectImap(imap, secret, log)
  } catch (error) {
    if (!(error instanceof LoginRefused) || imap.login.kind !== 'oauth') throw error
    // An access token may have been withdrawn before its time: one fresh one is tried.
    login.discard()
    return await connectImap(imap, await login.secret(), log)
  }
}

async function welcomed(watch: Watch): Promise<void> {
  const { accept, alarms, clock, log, mailbox } = watch
  const row = await readMailbox(accept.store, mailbox.mailboxId)
  const mended = pauseOf(row) === 'login' ? { paused_at: null, paused_reason: null } : {}
  await patchMailbox(accept.store, mailbox.mailboxId, { connected_at: clock.now(), ...mended })
  watch.refusals = 0
  clearTrouble(alarms, 'mailbox-login-refused', mailbox.key)
  log.info('imap-connected', { mailbox: mailbox.key })
}

/** Notes what went wrong and gives how long to wait. */
async function recover(watch: Watch, error: unknown): Promise<number> {
  watch.lastError = describeError(error)
  watch.log.warn('imap-connection-ended', { mailbox: watch.mailbox.key, error, failures: watch.failures })
  if (error instanceof LoginRefused) return await waitForOtherSecret(watch, error)
  watch.failures++
  if (watch.failures >= receiveLimits.tellAfter)
    raiseTrouble(
      watch.alarms,
      isOfStorage(error) ? 'mail-not-stored' : 'mailbox-down',
      watch.mailbox.key,
      watch.lastError,
    )
  return backoff(receiveLimits.reconnect, watch.failures, watch.randomness)
}

/** Of our database or disk: the server is not at fault. */
const isOfStorage = (error: unknown): boolean =>
  error instanceof TransientError && (error.code.startsWith('store-') || error.code.startsWith('files-'))

/** A refused login is tried again slowly, since servers lock accounts out; at once where a person has given another secret. */
async function waitForOtherSecret(watch: Watch, refusal: LoginRefused): Promise<number> {
  const { accept, alarms, clock, mailbox, login, log } = watch
  watch.refusals++
  raiseTrouble(alarms, 'mailbox-login-refused', mailbox.key, refusal.answer)
  await pauseMailbox(accept.store, mailbox.mailboxId, 'login', refusal.answer, clock.now()).catch((error) =>
    log.warn('imap-pause-not-recorded', { mailbox: mailbox.key, error }),
  )
  const refusedVersion = await login.version()
  const until = clock.now() + backoff(receiveLimits.login, watch.refusals, watch.randomness)
  while (clock.now() < until && !watch.stopped.signal.aborted) {
    await pause(watch, Math.min(receiveLimits.pausedLook, until - clock.now()))
    if ((await login.version()) !== refusedVersion) break
  }
  login.discard()
  return 0
}

async function pause(watch: Watch, ms: number): Promise<void> {
  if (ms > 0) await sleep(ms, undefined, { signal: watch.stopped.signal }).catch(() => {})
}
