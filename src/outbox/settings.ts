import type { OauthSetup } from '../oauth/settings.ts'

/** What the outbox needs of the configuration, as plain values: secrets are already read. */
export interface OutboxSettings {
  instance: InstanceSettings
  transports: readonly SmtpSettings[]
  /** The desk that a mail comes from: of its mailbox, or of the entity's first where it names none. */
  desk(mailboxId: number | null, entityId: number): DeskSettings
  limits: OutboxLimits
}

export interface InstanceSettings {
  /** Made at `init`; tells our own mail from that of another Guichet. */
  id: string
  /** Of the subject tag: `DESK` in `[DESK #0000042]`. */
  prefix: string
  /** Links in mails begin with it. */
  webUrl: string
  /** The host this process runs on: a database that moved to another one sends nothing until it is adopted. */
  hostName: string
  /** Absolute: a copy beside the original, on the same host and with its keys, is known by it. */
  dataFolder: string
}

/** The address that the mails of a mailbox come from. */
export interface DeskSettings {
  address: string
  senderName: string
  /** Between the desk's name and a mark; `+` where not given. */
  delimiter?: string
  /** Takes mail in and sends none. */
  listenOnly: boolean
}

export interface SmtpSettings {
  key: string
  host: string
  port: number
  /** starttls refuses to go on in clear text. */
  tls: 'starttls' | 'implicit' | 'none'
  /** With a password, or XOAUTH2; without a user the server is not logged in to. */
  user?: string
  password?: string
  oauth?: OauthSetup
  /** Most connections, and mails being sent, at once. */
  connections: number
  ratePerMinute: number
  /** A day is the 24 hours before now. */
  dailyQuota: number
  dkim?: DkimSettings
  /** PEM of a certificate authority of one's own. */
  ca?: string
  /** In milliseconds; the defaults are those of `smtp/session.ts`, and of `transport-runner.ts` for the stop. */
  timeouts?: {
    connectionTimeout?: number
    greetingTimeout?: number
    socketTimeout?: number
    openTimeout?: number
    sendTimeout?: number
    answerTimeout?: number
    stopTimeout?: number
  }
}

export interface DkimSettings {
  domain: string
  selector: string
  /** PEM. */
  privateKey: string
}

export interface OutboxLimits {
  /** Notices to one address within an hour; what is beyond is held, or gathered in a digest for technicians. */
  perAddressAndHour: number
  /** The same for one ticket and address, where loops show first. */
  perTicketAndHour: number
  /** Bytes of files in one mail; others are only named in it. */
  attachmentBytes: number
}

/** @internal For its test. */
export const defaultLimits: OutboxLimits = { perAddressAndHour: 60, perTicketAndHour: 30, attachmentBytes: 10_000_000 }
