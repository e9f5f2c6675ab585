import type { Clock, Randomness } from '../clock.ts'
import type { Logger } from '../log.ts'
import type { Tokens } from '../oauth/tokens.ts'
import type { AcceptContext } from './accept.ts'
import type { Alarms } from './alarms.ts'
import { createLogin } from './imap/login.ts'
import { type MailboxWatcher, watchMailbox } from './imap/watch.ts'
import { type LmtpServer, startLmtpServer } from './lmtp/server.ts'
import { createMailboxDirectory } from './mailbox-directory.ts'
import type { LmtpSetup, MailboxSetup } from './settings.ts'

export interface ReceivingOptions {
  mailboxes: readonly MailboxSetup[]
  lmtp: LmtpSetup | null
  accept: AcceptContext
  alarms: Alarms
  clock: Clock
  randomness: Randomness
  log: Logger
  tokens: Tokens
}

export interface Receiving {
  lmtp: LmtpServer | null
  /** By key of the mailbox. */
  status(): Record<string, ReturnType<MailboxWatcher['status']>>
  /** A mail of this mailbox was decided: it may be filed away. Null: of any mailbox. */
  fileAway(mailboxId: number | null): void
  /** Mails that are being taken in end first. */
  stop(): Promise<void>
}

/** Starts all that brings mail in: the LMTP server, and one watcher a mailbox, each on its own. */
export async function startReceiving(options: ReceivingOptions): Promise<Receiving> {
  const { accept, log, mailboxes } = options
  const lmtp =
    options.lmtp === null
      ? null
      : await startLmtpServer(options.lmtp, { accept, log, directory: createMailboxDirectory(mailboxes) })
  const watchers = new Map(mailboxes.flatMap((mailbox) => startWatcher(options, mailbox)))
  return {
    lmtp,
    status: () => Object.fromEntries([...watchers].map(([key, watcher]) => [key, watcher.status()])),
    fileAway(mailboxId) {
      for (const watcher of watchers.values()) if (mailboxId === null || watcher.mailboxId === mailboxId) watcher.ring()
    },
    async stop() {
      await Promise.all([lmtp?.close(), ...[...watchers.values()].map((watcher) => watcher.stop())])
    },
  }
}

function startWatcher(options: ReceivingOptions, mailbox: MailboxSetup): [string, MailboxWatcher][] {
  const { accept, alarms, clock, randomness, log, tokens } = options
  const { imap } = mailbox
  if (imap === null) return []
  const login = createLogin(imap, tokens)
  return [[mailbox.key, watchMailbox({ mailbox, imap, accept, alarms, clock, randomness, log, login })]]
}
