import { enqueueMail, type NewMail } from '../outbox/enqueue.ts'
import type { Facts as FrozenFacts } from '../outbox/frozen.ts'
import { languageOfMail } from './language-of.ts'
import type { RejectionCode } from './rejection.ts'
import { permission, type SettleContext } from './settle-context.ts'

/** Tells the sender of a refused mail why: one refusal per sender and reason a day, never a machine or a failed sender. */
export async function tellRejected(
  context: SettleContext,
  code: RejectionCode,
  filename: string | null = null,
  ticketId: number | null = null,
): Promise<void> {
  const { mail, facts, now } = context
  if (!(await mayTell(context, code, 1))) return
  await tellSender(context, 'rejected-mail', ticketId, {
    code,
    subject: mail.subject.slice(0, 200),
    at: new Date(facts.journal.received_at ?? now).toISOString(),
    filename,
  })
}

/** The item that a mail shows. */
type Shown = Pick<NewMail, 'itemType' | 'itemId' | 'isPrivate'>

/** Writes to whoever sent this mail: at the registered address, else, for a stranger, at the one that wrote. */
export async function tellSender(
  context: SettleContext,
  event: string,
  ticketId: number | null,
  data: FrozenFacts,
  shown: Shown = { itemType: null, itemId: null, isPrivate: false },
): Promise<void> {
  const { tx, now, facts, mail } = context
  const { person, writer } = facts
  const address = person ? await registeredAddress(context, person.id) : writer?.address
  if (!address || permission(context, 'be-answered') === 'deny') return
  await enqueueMail(
    tx,
    {
      entityId: facts.entity.id,
      mailboxId: facts.mailbox.id,
      ticketId,
      personId: person?.id ?? null,
      toAddress: address,
      event,
      language: person?.language ?? languageOfMail(mail, facts.entity.settings.languages),
      dedupe: `mail-${facts.journal.id}:${event}`,
      ...shown,
      isAutomatic: true,
      replyToMessageId: mail.messageId,
      transport: facts.mailbox.transport,
      data,
      links: [],
    },
    now,
  )
}

/** Counts what the sender of this mail is told for one reason a day (UTC); false once it has been `most` times, or where they are told nothing. */
export async function mayTell(context: SettleContext, reason: string, most: number): Promise<boolean> {
  if (permission(context, 'be-answered') === 'deny') return false
  return mayAsk(context, reason, most, context.facts.writer?.address)
}

/** The same for somebody else than the sender, at a registered address: how little the sender is proved must not keep them from being asked. */
export async function mayAsk(
  { tx, facts, now }: SettleContext,
  reason: string,
  most: number,
  to: string | undefined,
): Promise<boolean> {
  const address = to?.slice(0, 320).toLowerCase()
  if (!address) return false
  const day = new Date(now).toISOString().slice(0, 10)
  const key = { entity_id: facts.entity.id, address, reason, day }
  if ((await tx.insertOrIgnore('refusals_told', { ...key, told: 1 }, 'new')) !== null) return most > 0
  const counted = await tx.run(
    'UPDATE refusals_told SET told = told + 1 WHERE entity_id = ? AND address = ? AND reason = ? AND day = ? AND told < ?',
    [facts.entity.id, address, reason, day, most],
  )
  return counted > 0
}

async function registeredAddress({ tx }: SettleContext, personId: number): Promise<string | undefined> {
  const row = await tx.first<{ address: string }>(
    'SELECT address FROM person_addresses WHERE person_id = ? AND is_primary = 1',
    [personId],
  )
  return row?.address
}
