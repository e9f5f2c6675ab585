import type { DeskContext } from '../desk/perform.ts'
import { perform } from '../desk/perform.ts'
import { findPerson, lendAddress, mayActAsTechnician } from '../desk/person.ts'
import { keptReason } from '../i18n/kept-reasons.ts'
import { answerConfirmations, processAgain, waitingFrom } from '../store/queries/confirmations.ts'
import type { Row } from '../store/schema.ts'
import { addObserver } from '../ticket/add-observer.ts'
import { recordOnTicket } from '../ticket/record-mail.ts'
import type { Actor } from '../ticket/types.ts'

/**
 * The owner of a signed mark says whether the other address that it came back from is theirs, or somebody's who writes for them. The
 * answer is for every mail of that address that waits. With a yes the address becomes theirs, or, where it is another's already, that
 * person observes the ticket. An address is never lent to somebody who works here: theirs stand in the settings; only the mails that
 * wait are read as theirs.
 */
export async function answerAddress(
  context: DeskContext,
  link: Row<'action_links'>,
  answer: 'confirmed' | 'denied',
  actor: Actor,
): Promise<'done' | 'used' | 'not-possible'> {
  const { tx, now } = context
  const mail = link.inbound_mail_id === null ? null : await tx.byId('inbound_mails', link.inbound_mail_id)
  if (!mail || mail.from_address === null || link.person_id === null) return 'not-possible'
  const waiting = await waitingFrom(tx, link.person_id, mail.from_address)
  if (!waiting.some(({ inbound_mail_id }) => inbound_mail_id === mail.id)) return 'used'
  await answerConfirmations(tx, waiting, answer, now)
  const ticketIds = [...new Set(waiting.flatMap(({ ticket_id }) => ticket_id ?? []))]
  if (answer === 'confirmed')
    await welcome(context, mail.entity_id, link.person_id, mail.from_address, ticketIds, actor)
  for (const { inbound_mail_id } of waiting)
    if (answer === 'confirmed') await processAgain(tx, inbound_mail_id)
    else
      await tx.update('inbound_mails', inbound_mail_id, {
        reason: keptReason('address-not-known'),
      })
  if (answer === 'denied')
    for (const ticketId of ticketIds)
      await perform(context, (verb) =>
        recordOnTicket(verb, actor, ticketId, 'address-denied', { address: mail.from_address ?? '' }),
      )
  return 'done'
}

async function welcome(
  context: DeskContext,
  entityId: number,
  ownerId: number,
  address: string,
  ticketIds: readonly number[],
  actor: Actor,
): Promise<void> {
  const { tx } = context
  const holder = await findPerson(tx, entityId, address)
  if (holder && holder.id !== ownerId) {
    for (const ticketId of ticketIds) await perform(context, (verb) => addObserver(verb, actor, ticketId, holder.id))
    return
  }
  if (holder || (await mayActAsTechnician(tx, entityId, ownerId))) return
  await lendAddress(tx, ownerId, address)
}
