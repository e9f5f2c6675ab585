import type { Sentence } from '../i18n/sentence.ts'
import type { RejectionCode } from './rejection.ts'

/** What became of a mail: closed union, stored with the mail, read by people. */
export type Outcome =
  | { kind: 'opened'; ticketId: number }
  | { kind: 'followedUp'; ticketId: number; followupId: number }
  | { kind: 'commanded'; ticketId: number; acts: string[] }
  | { kind: 'bounced'; ticketId: number | null }
  | { kind: 'duplicate'; ticketId: number | null }
  | { kind: 'held'; ticketId: number | null; personId: number | null }
  | { kind: 'ignored'; ticketId: number | null }
  | { kind: 'rejected'; code: RejectionCode }
  | { kind: 'parked' }

/** An outcome with what a person reads about it. */
export interface Settled {
  outcome: Outcome
  /** One sentence. */
  reason: Sentence
  trace: TraceStep[]
}

/** One step of processing: what was looked at, which rule decided, what follows. */
export interface TraceStep {
  step: 'parse' | 'attachments' | 'screen' | 'sender' | 'reply' | 'commands' | 'thread' | 'capacity' | 'effect' | 'link'
  rule: string
  says: Sentence
}

/** The category of the ledger for each outcome; see ledger.ts for folders. */
export type Category = 'accepted' | 'refused' | 'duplicate' | 'ignored' | 'bounced' | 'held' | 'parked'

const categories: Record<Outcome['kind'], Category> = {
  opened: 'accepted',
  followedUp: 'accepted',
  commanded: 'accepted',
  bounced: 'bounced',
  duplicate: 'duplicate',
  held: 'held',
  ignored: 'ignored',
  rejected: 'refused',
  parked: 'parked',
}

export function categoryOf(outcome: Outcome): Category {
  return categories[outcome.kind]
}

export function ticketOf(outcome: Outcome): number | null {
  return 'ticketId' in outcome ? outcome.ticketId : null
}
