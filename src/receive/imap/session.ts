import type { ImapFlow } from 'imapflow'
import type { Clock, Randomness } from '../../clock.ts'
import type { Logger } from '../../log.ts'
import type { UidSpace } from '../../store/queries/sightings.ts'
import type { AcceptContext } from '../accept.ts'
import type { Alarms } from '../alarms.ts'
import type { ImapSetup, MailboxSetup } from '../settings.ts'
import type { Bell } from './bell.ts'

/** What every part of reading one mailbox works with. */
export interface MailboxContext {
  mailbox: MailboxSetup
  imap: ImapSetup
  accept: AcceptContext
  alarms: Alarms
  clock: Clock
  randomness: Randomness
  log: Logger
}

/** One connection with its inbox open. */
export interface Session extends MailboxContext {
  client: ImapFlow
  space: UidSpace
  /** Lower UIDs were there before the mailbox was first connected. */
  firstUid: number
  /** The highest UID that has been announced. */
  lastUid: number
  bell: Bell
  stopping(): boolean
  /** A mail was read or put off, or none waits: the connection is of use. */
  proven(): void
}
