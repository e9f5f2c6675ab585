import type { LinkAct } from '../store/link-act.ts'
import type { Tx } from '../store/types.ts'
import { type Facts, writeFrozen } from './frozen.ts'
import { wakeOutbox } from './wake.ts'

export interface NewLink {
  /** By which the event's template knows it; one a mail. */
  name: string
  act: LinkAct
  solutionId?: number
  inboundMailId?: number
  data?: Facts
  expiresAt: number
}

export interface NewMail {
  entityId: number
  /** Whose address it comes from; null: the entity's first. */
  mailboxId: number | null
  ticketId: number | null
  /** Null for a sender that is no person yet. */
  personId: number | null
  toAddress: string
  /** A key of the template registry. */
  event: string
  language: string
  /** One mail per person and event: `event-17:person-4`. At most 120 characters. */
  dedupe: string
  /** What it shows; its visibility is checked again just before the first attempt. */
  itemType: 'ticket' | 'followup' | 'solution' | null
  itemId: number | null
  isPrivate: boolean
  /** Not a person's own words: a receipt, a reminder. A technician's relayed answer is not automatic. */
  isAutomatic: boolean
  /** The Message-ID it answers, where one mail caused it. */
  replyToMessageId: string | null
  /** Key of the transport that sends it. */
  transport: string
  data: Facts
  links: readonly NewLink[]
}

/**
 * Freezes a mail within the transaction of the change that causes it: who, what event, which facts, which links. Gives the row's id,
 * or null where a mail with this `dedupe` is there already. It is rendered and sent after the commit.
 */
export async function enqueueMail(tx: Tx, mail: NewMail, now: number): Promise<number | null> {
  const id = await tx.insertOrIgnore(
    'outbox_mails',
    {
      entity_id: mail.entityId,
      mailbox_id: mail.mailboxId,
      ticket_id: mail.ticketId,
      person_id: mail.personId,
      to_address: mail.toAddress,
      event: mail.event,
      language: mail.language,
      dedupe: mail.dedupe,
      data: writeFrozen({ facts: mail.data, links: {} }),
      item_type: mail.itemType,
      item_id: mail.itemId,
      is_private: Number(mail.isPrivate),
      is_automatic: Number(mail.isAutomatic),
      status: 'waiting',
      transport: mail.transport,
      attempts: 0,
      next_attempt_at: now,
      created_at: now,
      reply_to_message_id: mail.replyToMessageId,
    },
    'new',
  )
  if (id === null) return null
  if (mail.links.length > 0) await addLinks(tx, mail, id, now)
  tx.afterCommit(wakeOutbox)
  return id
}

/** The links name the mail and the mail names the links, so the ids are written back. */
async function addLinks(tx: Tx, mail: NewMail, mailId: number, now: number): Promise<void> {
  const links: Record<string, number> = {}
  for (const link of mail.links)
    links[link.name] = await tx.insert('action_links', {
      outbox_mail_id: mailId,
      entity_id: mail.entityId,
      ticket_id: mail.ticketId,
      person_id: mail.personId,
      to_address: mail.toAddress,
      act: link.act,
      solution_id: link.solutionId ?? null,
      inbound_mail_id: link.inboundMailId ?? null,
      data: JSON.stringify(link.data ?? {}),
      created_at: now,
      expires_at: link.expiresAt,
    })
  await tx.update('outbox_mails', mailId, { data: writeFrozen({ facts: mail.data, links }) })
}
