import type { Orders } from '../command/types.ts'
import type { KnownPerson } from '../desk/person.ts'
import type { Address, ParsedMail } from '../mail/types.ts'
import type { Forward, Reply, SentText } from '../reply/types.ts'
import type { ScreeningFacts, SenderFacts, SenderJudgement, Verdict } from '../screening/types.ts'
import type { Entity, Mailbox } from '../settings/directory.ts'
import type { Row } from '../store/schema.ts'
import type { FoundMark } from '../threading/find-ticket.ts'
import type { NewDocument } from '../ticket/attach-documents.ts'
import type { AttachedMail } from './attached-mails.ts'

/** What is known of a mail beside its own words; gathered outside of any transaction. */
export interface Facts {
  journal: Row<'inbound_mails'>
  entity: Entity
  mailbox: Mailbox
  /** Who asks: From, or Reply-To for the senders that the mailbox names (web forms, copiers) and for lists that rewrite From. */
  writer: Address | null
  /** Reply-To was taken for the writer, whom the sender's own proof says nothing of. */
  isByReplyTo: boolean
  /** Null also for who stands in Reply-To only: that lends nobody's rights. */
  person: KnownPerson | null
  /** Who has vouched for the mail, and the ticket it was held for. */
  confirmed: { personId: number; ticketId: number | null } | null
  /** Verified marks with the rows they name, those in addresses first. */
  marks: readonly FoundMark[]
  /** The link whose mailto: twin the mail was written to, or null. */
  link: Row<'action_links'> | null
  /** The mail of ours that a VERP recipient names, or null. */
  verp: FoundMark | null
  sent: readonly SentText[]
  screening: ScreeningFacts
  sender: SenderFacts
  documents: readonly NewDocument[]
  /** Which of the attachments are mails that say something of our own. */
  attachedMails: readonly AttachedMail[]
  /** Attachments that were left out, or that are kept from people, each a line that they read. */
  leftOut: readonly LeftOut[]
  /** The attachment for which the entity refuses the whole mail, or null. */
  refusedFile: string | null
}

export interface LeftOut {
  filename: string
  reason: 'too-large' | 'type' | 'too-many' | 'infected' | 'unscanned' | 'unreadable' | 'kept-back'
}

/** A mail as it was understood: everything that settle needs to decide. */
export interface Reading {
  mail: ParsedMail
  facts: Facts
  verdict: Verdict
  sender: SenderJudgement
  forward: Forward | null
  reply: Reply
  orders: Orders
}
