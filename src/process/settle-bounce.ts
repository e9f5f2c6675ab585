import { perform } from '../desk/perform.ts'
import type { BounceRecipient } from '../screening/types.ts'
import { readMessageId } from '../signing/places.ts'
import { findRenamed } from '../store/queries/renamed-mails.ts'
import type { Row } from '../store/schema.ts'
import { followMerges } from '../threading/find-ticket.ts'
import { recordOnTicket } from '../ticket/record-mail.ts'
import type { Outcome } from './outcome.ts'
import { actorOf, type SettleContext, say } from './settle-context.ts'

/**
 * A returned mail is matched with what we sent, by its VERP recipient, else by the Message-ID it returns: the outbox row and the address
 * are marked, and the ticket's technicians are told. One that matches nothing of ours stays in the journal.
 */
export async function settleBounce(context: SettleContext): Promise<Outcome> {
  const sent = await findSent(context)
  if (!sent) {
    say(context, 'effect', 'bounce-unmatched', {
      en: 'it returns no mail of ours that is known here',
      fr: 'il ne renvoie aucun message de nous qui soit connu ici',
    })
    return { kind: 'bounced', ticketId: null }
  }
  const recipient =
    context.verdict.bounce?.recipients.find(({ address }) => address === sent.to_address) ??
    context.verdict.bounce?.recipients[0]
  const permanent = context.verdict.kind === 'bounce' && !(recipient?.status ?? '5').startsWith('4')
  if (permanent) await markUndeliverable(context, sent, recipient)
  const ticket = sent.ticket_id === null ? null : (await followMerges(context.tx, sent.ticket_id)).ticket
  if (ticket) await tellTicket(context, sent, recipient, permanent, ticket.id)
  say(context, 'effect', permanent ? 'bounce' : 'delay', {
    en: `mail ${sent.id} to ${sent.to_address} ${permanent ? 'came back' : 'is late'}`,
    fr: `le message ${sent.id} à ${sent.to_address} ${permanent ? 'est revenu' : 'est en retard'}`,
  })
  return { kind: 'bounced', ticketId: ticket?.id ?? null }
}

async function findSent({ facts, tx, verdict, marks }: SettleContext): Promise<Row<'outbox_mails'> | null> {
  if (facts.verp) return tx.byId('outbox_mails', facts.verp.outboxId)
  const returned = verdict.bounce?.originalMessageId
  const mark = returned ? readMessageId(returned) : null
  const [renamed] = returned && mark === null ? await findRenamed(tx, [returned]) : []
  const id = (mark === null ? null : marks.verify('message', mark)) ?? renamed ?? facts.marks[0]?.outboxId
  return id === undefined ? null : tx.byId('outbox_mails', id)
}

async function markUndeliverable(
  { tx, now }: SettleContext,
  sent: Row<'outbox_mails'>,
  recipient: BounceRecipient | undefined,
): Promise<void> {
  await tx.update('outbox_mails', sent.id, {
    bounced_at: now,
    reason: (recipient?.diagnostic ?? 'returned').slice(0, 500),
  })
  await tx.run('UPDATE person_addresses SET undeliverable_at = ?, undeliverable_reason = ? WHERE address = ?', [
    now,
    (recipient?.diagnostic ?? '').slice(0, 500),
    sent.to_address,
  ])
}

async function tellTicket(
  context: SettleContext,
  sent: Row<'outbox_mails'>,
  recipient: BounceRecipient | undefined,
  permanent: boolean,
  ticketId: number,
): Promise<void> {
  const data = {
    outboxMailId: sent.id,
    address: sent.to_address,
    status: recipient?.status ?? '',
    diagnostic: recipient?.diagnostic ?? '',
    permanent,
    sentAt: sent.sent_at ?? sent.created_at,
  }
  await perform(context, (verb) => recordOnTicket(verb, actorOf(context, null), ticketId, 'mail-bounced', data))
}
