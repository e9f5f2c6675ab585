import { perform } from '../desk/perform.ts'
import { mayActAsTechnician } from '../desk/person.ts'
import { type Recipient, readRecipient } from '../notification/recipients.ts'
import { enqueueMail } from '../outbox/enqueue.ts'
import { subjectTag } from '../outbox/subject-tag.ts'
import { askConfirmation, isAsked } from '../store/queries/confirmations.ts'
import { readRolesOn } from '../store/queries/taking-part.ts'
import type { Row } from '../store/schema.ts'
import { addFollowup } from '../ticket/add-followup.ts'
import { findViaMail, withdrawFollowup } from '../ticket/withdraw-followup.ts'
import type { Outcome } from './outcome.ts'
import { actorOf, cutText, newContent, type SettleContext, say } from './settle-context.ts'
import { asideOf } from './tell-aside.ts'
import { mayAsk } from './tell-sender.ts'

const answerDays = 14
const dayMs = 86_400_000
/** So often a day is somebody asked whether an address is theirs: whoever holds a mark can write under many. */
const questionsADay = 5

/**
 * Whose mark it is that a mail carries under somebody else's From (alias, secretary, forwarded mail), where they take part in the ticket
 * that it leads to or work here. Null where there is none.
 */
export async function ownerOfMark(context: SettleContext, ticket: Row<'tickets'>): Promise<Recipient | null> {
  const mark = context.sender.foreignMark
  if (!mark) return null
  const takesPart = (await readRolesOn(context.tx, ticket.id, mark.personId)).length > 0
  if (!takesPart && !(await mayActAsTechnician(context.tx, ticket.entity_id, mark.personId))) return null
  return readRecipient(context.tx, mark.personId)
}

/** Keeps such a mail where only technicians see it, and asks the owner of the mark: with their yes it is read again as theirs. */
export async function settleUnconfirmed(
  context: SettleContext,
  ticket: Row<'tickets'>,
  owner: Recipient,
): Promise<Outcome> {
  if (!(await findViaMail(context.tx, ticket.id, context.facts.journal.id)))
    await keepForTechnicians(context, ticket, owner)
  await ask(context, ticket, owner)
  say(context, 'effect', 'mark-of-another', {
    en: `it answers a mail to ${owner.name}, but comes from another address: kept for technicians until ${owner.name} says whether it is theirs`,
    fr: `il répond à un message adressé à ${owner.name}, mais vient d’une autre adresse : gardé pour les techniciens jusqu’à ce que ${owner.name} dise s’il est de sa main`,
  })
  return { kind: 'held', ticketId: ticket.id, personId: owner.personId }
}

/** What had been kept for technicians alone makes way for the same words, now that somebody has vouched for them. */
export async function withdrawUnconfirmed(context: SettleContext): Promise<void> {
  const { facts, tx } = context
  const ticketId = facts.confirmed?.ticketId
  if (!ticketId) return
  const followup = await findViaMail(tx, ticketId, facts.journal.id)
  if (followup?.is_private === 1)
    await perform(context, (verb) =>
      withdrawFollowup(verb, actorOf(context, facts.confirmed?.personId ?? null), followup),
    )
}

async function keepForTechnicians(context: SettleContext, ticket: Row<'tickets'>, owner: Recipient): Promise<void> {
  const { facts, mail, reply, sender } = context
  const writer = mail.from ? `${mail.from.name} <${mail.from.address}>`.trim().slice(0, 300) : ''
  const followup = {
    entityId: facts.entity.id,
    ticketId: ticket.id,
    content: newContent(context, reply.text),
    cutText: cutText(context),
    isPrivate: true,
    proof: sender.proof,
    documents: facts.documents,
    byRole: 'observer',
    relay: true,
    aside: asideOf(context),
    unconfirmed: { writer, owner: owner.name },
  } as const
  await perform(context, (verb) => addFollowup(verb, actorOf(context, null), followup))
}

/** One question for all mails that one address writes while it waits. */
async function ask(context: SettleContext, ticket: Row<'tickets'>, owner: Recipient): Promise<void> {
  const { tx, now, facts, mail } = context
  const address = mail.from?.address.toLowerCase() ?? ''
  const wasAsked = await isAsked(tx, owner.personId, address)
  const isNew = await askConfirmation(tx, {
    inbound_mail_id: facts.journal.id,
    entity_id: facts.entity.id,
    person_id: owner.personId,
    ticket_id: ticket.id,
    created_at: now,
  })
  if (wasAsked || !isNew) return
  if (!(await mayAsk(context, 'confirm-address', questionsADay, owner.address))) return
  const expiresAt = now + answerDays * dayMs
  const links = [
    { name: 'confirm', act: 'confirm-address', inboundMailId: facts.journal.id, expiresAt } as const,
    { name: 'deny', act: 'deny-address', inboundMailId: facts.journal.id, expiresAt } as const,
  ]
  await enqueueMail(
    tx,
    {
      entityId: facts.entity.id,
      mailboxId: facts.mailbox.id,
      ticketId: null,
      personId: owner.personId,
      toAddress: owner.address,
      event: 'confirm-address',
      language: owner.language,
      dedupe: `confirm-${facts.journal.id}`,
      itemType: null,
      itemId: null,
      isPrivate: false,
      isAutomatic: true,
      replyToMessageId: null,
      transport: facts.mailbox.transport,
      data: {
        otherAddress: address.slice(0, 254),
        ticketTag: subjectTag(context.directory.settings.prefix, ticket.id),
        at: new Date(facts.journal.received_at).toISOString(),
      },
      links,
    },
    now,
  )
}
