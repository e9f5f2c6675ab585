import type { Tx } from '../store/types.ts'

export type Status = 'incoming' | 'assigned' | 'planned' | 'waiting' | 'solved' | 'closed'
export type ActorRole = 'requester' | 'observer' | 'assignee'
export type ItemType = 'ticket' | 'followup' | 'solution'
/** Through what a change came: an inbound mail, a signed link, a job, the command line. */
export type How = 'mail' | 'link' | 'automatic' | 'cli'

/** What every verb is given: the transaction it writes in and the time of the change (milliseconds, UTC). */
export interface VerbContext {
  tx: Tx
  now: number
}

/** Words as they are stored: plain text with LF, and sanitised HTML where the mail had some. */
export interface Content {
  text: string
  html: string | null
}

/** Who changes a ticket and through what. `actorId` is null where nobody known did. */
export interface Actor {
  actorId: number | null
  how: How
  viaMailId: number | null
}

interface Happening<K extends string, D extends object> {
  kind: K
  /** Row in ticket_events. */
  id: number
  ticketId: number
  actor: Actor
  isPrivate: boolean
  data: D
}

/** What the receipt and the notice of a new ticket say beside its content. */
export interface OpenedFacts extends MailAside {
  /** Whether the requester is sent a receipt. */
  receipt: boolean
  /** Of the sender: a receipt carries words back only to a proved one. */
  proof: string
  /** Display name of whoever opened it for the requester; null where they did themselves. */
  openedBy: string | null
  /** The closed ticket that the mail answered, or null. */
  previousTicketId: number | null
  /** The ticket that the mail led to and in which its sender takes no part, or null. Only technicians hear of it. */
  quotedTicketId: number | null
  /** The ticket of which the mail forwards something, where its sender takes part in it or works here, or null. Only technicians hear of it. */
  forwardedTicketId: number | null
}

/** What people are told of a mail beside its words. */
export interface MailAside {
  /** Attachments that were left out or are kept from people. */
  dropped: readonly { filename: string; reason: string }[]
  /** How it is encrypted: nobody here could read it. */
  encrypted: 'S/MIME' | 'PGP' | null
}

/** What a verb did, as it is written in ticket_events and handed to notification. */
export type TicketEvent =
  | Happening<'ticket-opened', OpenedFacts>
  | Happening<
      'followup-added',
      {
        followupId: number
        byRole: 'technician' | 'requester' | 'observer'
        relay: boolean
        reopens: boolean
        unconfirmed: { writer: string; owner: string } | null
      } & MailAside
    >
  | Happening<'followup-withdrawn', { followupId: number }>
  | Happening<'address-denied', { address: string }>
  | Happening<'ticket-taken', { personId: number }>
  | Happening<'actor-added', { personId: number; role: ActorRole }>
  | Happening<'observer-proposed', { addresses: string[] }>
  /** `closes`: the same mail closes the ticket, and nobody is asked to answer. */
  | Happening<'solution-proposed', { solutionId: number; closes: boolean } & MailAside>
  | Happening<'solution-approved', { solutionId: number; answeredHow: AnsweredHow; sentTo: string | null }>
  | Happening<
      'solution-refused',
      {
        solutionId: number
        answeredHow: AnsweredHow
        sentTo: string | null
        reason: string
        /** The reply that refused it, with its files; null where a link did. */
        followupId: number | null
      }
    >
  | Happening<'answer-undone', { solutionId: number; was: 'accepted' | 'refused' }>
  /** `told`: those who asked or observe have it with the solution. */
  | Happening<'ticket-closed', { closedHow: AnsweredHow; sentTo: string | null; told: boolean }>
  | Happening<'ticket-reopened', { from: Status; undone: boolean }>
  | Happening<'close-reminded', { solutionId: number; closeDueAt: number }>
  | Happening<'close-offered', { followupId: number }>
  | Happening<'status-changed', { from: Status; to: Status }>
  | Happening<'tickets-linked', { otherTicketId: number; reason: string }>
  | Happening<'person-erased', { personId: number }>
  | Happening<'machine-mail-recorded', { mailKind: string; rule: string; text: string }>
  | Happening<
      'mail-bounced',
      { outboxMailId: number; address: string; status: string; diagnostic: string; permanent: boolean; sentAt: number }
    >

export type AnsweredHow = 'link' | 'reply' | 'manager' | 'technician' | 'automatic'

export type NewEvent = TicketEvent extends infer E ? (E extends { id: number } ? Omit<E, 'id'> : never) : never

/** What a verb gives back: its own result, and what happened, in order. */
export interface Done<R> {
  result: R
  events: TicketEvent[]
}
