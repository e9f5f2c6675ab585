import type { Clock, Randomness } from '../../clock.ts'
import type { Language } from '../../i18n/language.ts'
import type { SmtpSettings } from '../../outbox/settings.ts'
import type { TransportLook } from '../../outbox/smtp/look-at-transport.ts'
import type { ScanResult } from '../../process/antivirus.ts'
import type { Resolve } from '../../process/dns-resolver.ts'
import type { MailboxLook } from '../../receive/imap/look-at-mailbox.ts'
import type { Keys } from '../../settings/keys.ts'
import type { ResolvedSettings } from '../../settings/resolved.ts'
import type { Store } from '../../store/types.ts'
import type { Certificate, TlsPlace } from './instruments/certificate.ts'
import type { DiskState } from './instruments/disk.ts'
import type { LinePlace } from './instruments/greeting.ts'
import type { HttpAnswer } from './instruments/http.ts'
import type { PatientMailbox } from './patient-mailbox.ts'
import type { SelfTestPost } from './self-test/post.ts'

/** The desk that is examined. */
export interface Patient {
  /** The settings file; absolute. */
  file: string
  settings: ResolvedSettings
  /** Paths of secrets that stand in the file itself. */
  inlineSecrets: readonly string[]
  mailboxes: readonly PatientMailbox[]
  transports: readonly SmtpSettings[]
  hostName: string
  clock: Clock
  randomness: Randomness
  /** Null: no mail is sent. Else how long to wait for those that were, in seconds. */
  selfTestSeconds: number | null
  language: Language
  instruments: Instruments
}

/** Where the doctor touches the world: replaced in tests. What two checks ask for is asked once. */
export interface Instruments {
  /** DNS records. */
  resolve: Resolve
  /** IP addresses of a host, as connections to it find them. */
  lookup(host: string): Promise<readonly string[]>
  certificate(place: TlsPlace): Promise<Certificate>
  mailbox(mailbox: PatientMailbox): Promise<MailboxLook>
  transport(transport: SmtpSettings): Promise<TransportLook>
  /** What a server of lines says first. */
  greeting(place: LinePlace): Promise<string>
  http(url: string): Promise<HttpAnswer>
  disk(folder: string): Promise<DiskState>
  /** The permission bits of a file; null where there is none. */
  fileMode(path: string): Promise<number | null>
  keys(): Promise<Keys | null>
  /** The database, opened but not migrated. Throws NothingYet where there is no file of SQLite. */
  store(): Promise<Store>
  /** Has the virus scanner look at a harmless file. */
  scan(): Promise<ScanResult>
  post: SelfTestPost
}
