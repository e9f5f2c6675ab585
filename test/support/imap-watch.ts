import { systemClock, systemRandomness } from '../../src/clock.ts'
import { silentLogger } from '../../src/log.ts'
import { createTokens } from '../../src/oauth/tokens.ts'
import { createLogin } from '../../src/receive/imap/login.ts'
import { type MailboxWatcher, watchMailbox } from '../../src/receive/imap/watch.ts'
import type { ImapSetup, MailboxSetup } from '../../src/receive/settings.ts'
import { type ReceiveBench, type RecordedAlarms, recordAlarms } from './receive.ts'

export function imapSetup(port: number, more: Partial<ImapSetup> = {}): ImapSetup {
  return {
    host: '127.0.0.1',
    port,
    tls: 'none',
    ca: null,
    user: 'support',
    login: { kind: 'password', password: 'secret' },
    folders: { inbox: 'INBOX', accepted: 'Guichet/Accepted', refused: 'Guichet/Refused' },
    after: 'move',
    keyword: 'Guichet',
    pollSeconds: 60,
    reconcileMinutes: 60,
    importSince: null,
    listenOnly: false,
    maxSize: 1_000_000,
    ...more,
  }
}

export interface Watched {
  mailbox: MailboxSetup
  watcher: MailboxWatcher
  alarms: RecordedAlarms
}

/** Watches a mailbox with jitter at its least: waits are half of what they would be at most. */
export async function startWatching(
  bench: ReceiveBench,
  setup: ImapSetup,
  known?: { mailbox?: MailboxSetup; alarms?: RecordedAlarms; key?: string },
): Promise<Watched> {
  const key = known?.key ?? 'support'
  const mailbox = known?.mailbox ?? (await bench.addMailbox(key, `${key}@desk.example`, { imap: setup }))
  const alarms = known?.alarms ?? recordAlarms()
  const clock = systemClock
  const login = createLogin(setup, createTokens(`${bench.folder}/tokens`, clock))
  const randomness = { ...systemRandomness, fraction: () => 0 }
  const watcher = watchMailbox({
    mailbox,
    imap: setup,
    accept: bench.accept,
    alarms,
    clock,
    randomness,
    log: silentLogger,
    login,
  })
  return { mailbox, watcher, alarms }
}

/** What processing would write: the mail is decided. */
export async function decide(bench: ReceiveBench, mailId: number, category: string): Promise<void> {
  const status = category === 'parked' ? 'parked' : 'done'
  await bench.store.update('inbound_mails', mailId, { status, category, done_at: Date.now() })
}
