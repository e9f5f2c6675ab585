/** The settings of receiving once they are resolved: secrets read, rows of entity and mailbox known, defaults filled in. */
import type { OauthSetup } from '../oauth/settings.ts'

/** What receiving needs to know of one mailbox. `entityId` and `mailboxId` are rows that stand already. */
export interface MailboxSetup {
  /** Stable name in the settings: `support`. */
  key: string
  entityId: number
  mailboxId: number
  /** The desk's own address, and others that lead to it. */
  address: string
  aliases: readonly string[]
  /** Between the address and a mark: `support+mark@…`. */
  delimiter: string
  /** How it is read; null where its mail comes by LMTP alone. */
  imap: ImapSetup | null
}

export interface ImapSetup {
  host: string
  port: number
  /** `implicit`: TLS from the first byte; `starttls`: required before the login; `none`: clear text, for a server on this machine. */
  tls: 'implicit' | 'starttls' | 'none'
  /** PEM of an authority to trust beside the system's; null for the system's alone. */
  ca: string | null
  user: string
  login: { kind: 'password'; password: string } | ({ kind: 'oauth' } & OauthSetup)
  folders: { inbox: string; accepted: string; refused: string }
  /** What becomes of a mail that has been processed. */
  after: 'move' | 'flag' | 'delete'
  /** The keyword that `flag` sets beside \Seen. */
  keyword: string
  /** How often a server without IDLE, or one that forgets to tell, is asked for news. */
  pollSeconds: number
  /** How often all UIDs are compared with what is known. */
  reconcileMinutes: number
  /** Mail that was there before the first connection: `null` leaves it alone, a time (ms) takes in what arrived since. */
  importSince: number | null
  /** Takes everything in, but moves, flags and deletes nothing. */
  listenOnly: boolean
  /** Largest mail in octets; a larger one is refused and its head kept. */
  maxSize: number
}

export interface LmtpSetup {
  /** A path, or a port of an address (loopback by default: LMTP knows no passwords). */
  listen: { socket: string; mode: number } | { host: string; port: number }
  /** Largest mail in octets. */
  maxSize: number
  /** Beside loopback and the socket: addresses whose XFORWARD and XCLIENT are believed. */
  trustedPeers: readonly string[]
}
