import { worksHere } from '../desk/person.ts'
import { TransientError } from '../errors.ts'
import { proofs } from '../i18n/mail-facts.ts'
import { readRecipient } from '../notification/recipients.ts'
import { enqueueMail } from '../outbox/enqueue.ts'
import { subjectTag } from '../outbox/subject-tag.ts'
import { stripMarks } from '../signing/strip-marks.ts'
import type { Row } from '../store/schema.ts'
import type { Outcome } from './outcome.ts'
import { type SettleContext, say } from './settle-context.ts'
import { mayAsk } from './tell-sender.ts'

const answerDays = 14
/** So often a day is a technician asked: anybody can write in anybody's name. What is beyond stays held, in the journal. */
const questionsADay = 10
const dayMs = 86_400_000
/** A mail whose proof could not be looked up is judged so often; then it counts as it stands. */
const mostLooks = 3
/** How much of a held mail the technician is shown: enough to recognise it, too little to be of use to a forger. */
const startLength = 200

/**
 * Keeps a mail that is not proved enough: nothing of it is published. A technician in whose name it came is asked at the registered
 * address. Throws a TransientError where it would be held only since a lookup had no answer: it is judged again later.
 */
export async function holdMail(context: SettleContext, ticket: Row<'tickets'> | null): Promise<Outcome> {
  const { facts, sender } = context
  if (sender.isTemporary && context.attempt < mostLooks)
    throw new TransientError('sender-lookup', 'What would prove the sender could not be looked up.', {
      detail: sender.reason.en,
    })
  const technician = worksHere(facts.person) ? facts.person : null
  if (technician) await askTechnician(context, technician.id, ticket)
  const why = technician
    ? {
        en: `a mail in the name of a technician that is ${sender.proof} is held until they confirm it`,
        fr: `un message au nom d’un technicien, ${proofs[sender.proof].fr}, est retenu jusqu’à sa confirmation`,
      }
    : {
        en: `the sender's proof failed: ${sender.reason.en}`,
        fr: `la preuve de l’expéditeur a échoué : ${sender.reason.fr}`,
      }
  say(context, 'effect', technician ? 'hold-technician' : 'hold-failed', why)
  return { kind: 'held', ticketId: ticket?.id ?? null, personId: technician?.id ?? null }
}

async function askTechnician(context: SettleContext, personId: number, ticket: Row<'tickets'> | null): Promise<void> {
  const { tx, now, facts } = context
  const confirmation = await tx.insertOrIgnore('confirmations', {
    inbound_mail_id: facts.journal.id,
    entity_id: facts.entity.id,
    person_id: personId,
    ticket_id: ticket?.id ?? null,
    status: 'waiting',
    created_at: now,
  })
  const to = await readRecipient(tx, personId)
  if (confirmation === null || !to || !(await mayAsk(context, 'confirm-sender', questionsADay, to.address))) return
  const expiresAt = now + answerDays * dayMs
  const links = [
    { name: 'confirm', act: 'confirm-sender', inboundMailId: facts.journal.id, expiresAt } as const,
    { name: 'deny', act: 'deny-sender', inboundMailId: facts.journal.id, expiresAt } as const,
  ]
  await enqueueMail(
    tx,
    {
      entityId: facts.entity.id,
      mailboxId: facts.mailbox.id,
      ticketId: null,
      personId,
      toAddress: to.address,
      event: 'confirm-sender',
      language: to.language,
      dedupe: `confirm-${facts.journal.id}`,
      itemType: null,
      itemId: null,
      isPrivate: true,
      isAutomatic: true,
      replyToMessageId: null,
      transport: facts.mailbox.transport,
      data: { held: heldFacts(context, ticket) },
      links,
    },
    now,
  )
}

function heldFacts({ mail, facts, reply, directory, marks }: SettleContext, ticket: Row<'tickets'> | null) {
  return {
    subject: mail.subject.slice(0, 200),
    start: stripMarks(reply.text, marks).replaceAll(/\s+/g, ' ').trim().slice(0, startLength),
    from: mail.from?.address ?? '',
    at: new Date(facts.journal.received_at).toISOString(),
    ticketTag: ticket ? subjectTag(directory.settings.prefix, ticket.id) : null,
  }
}
