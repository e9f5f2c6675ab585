import { findKnown, worksHere } from '../desk/person.ts'
import { TransientError } from '../errors.ts'
import { alike } from '../i18n/sentence.ts'
import { holdsLease, type Lease } from '../store/leases.ts'
import type { Tx } from '../store/types.ts'
import { categoryOf, type Outcome, type Settled, type TraceStep, ticketOf } from './outcome.ts'
import type { Facts, Reading } from './reading.ts'
import { isTold } from './rejection.ts'
import { settleByLink } from './settle-by-link.ts'
import { type SettleContext, say } from './settle-context.ts'
import { settleHuman } from './settle-human.ts'
import { settleMachine } from './settle-machine.ts'
import { tellRejected } from './tell-sender.ts'
import type { ProcessTools } from './tools.ts'

export type SettleTools = Pick<ProcessTools, 'store' | 'directory' | 'marks' | 'now'>

/** Transaction 2: checks that the lease still holds, finds the ticket, applies, writes the Outcome. */
export function settle(
  tools: SettleTools,
  lease: Lease,
  reading: Reading,
  trace: readonly TraceStep[],
): Promise<Settled> {
  return tools.store.transaction(async (tx) => {
    if (!(await holdsLease(tx, lease)))
      throw new TransientError('lease-lost', 'Another process has taken this mail over.', { detail: String(lease.id) })
    const context: SettleContext = {
      tx,
      now: tools.now(),
      directory: tools.directory,
      marks: tools.marks,
      replyTo: reading.mail.messageId,
      ...reading,
      facts: await withRolesOfNow(tx, reading.facts),
      trace: [...trace],
      attempt: lease.attempt,
    }
    const outcome = await decide(context)
    if (outcome.kind === 'rejected' && isTold(outcome.code))
      await tellRejected(context, outcome.code, context.facts.refusedFile)
    const settled = { outcome, reason: context.trace.at(-1)?.says ?? alike(''), trace: context.trace }
    await writeOutcome(context, settled)
    return settled
  })
}

/** Lookups take seconds, and a role may have gone meanwhile: whoever may do more than ask is looked at again when it is done. */
async function withRolesOfNow(tx: Tx, facts: Facts): Promise<Facts> {
  const { person, entity } = facts
  return person && worksHere(person) ? { ...facts, person: await findKnown(tx, entity.id, person.id) } : facts
}

function decide(context: SettleContext): Promise<Outcome> {
  if (context.verdict.kind !== 'human') return settleMachine(context)
  if (context.facts.refusedFile !== null) return refuseFile(context, context.facts.refusedFile)
  if (context.facts.link) return settleByLink(context, context.facts.link)
  return settleHuman(context)
}

async function refuseFile(context: SettleContext, filename: string): Promise<Outcome> {
  say(context, 'effect', 'attachment-refused', {
    en: `refused: ${filename.slice(0, 200)} is of a type that is not taken`,
    fr: `refusé : ${filename.slice(0, 200)} est d’un type qui n’est pas accepté`,
  })
  return { kind: 'rejected', code: 'attachment-refused' }
}

async function writeOutcome({ tx, now, facts, mail }: SettleContext, settled: Settled): Promise<void> {
  const { outcome } = settled
  await tx.update('inbound_mails', facts.journal.id, {
    status: 'done',
    lease_owner: null,
    lease_until: null,
    next_attempt_at: null,
    // As registered addresses are, which it is compared with: people write theirs with capitals.
    from_address: mail.from?.address.slice(0, 320).toLowerCase() ?? null,
    subject: mail.subject.slice(0, 255),
    outcome: outcome.kind,
    category: categoryOf(outcome),
    reason: settled.reason.en,
    trace: JSON.stringify(settled.trace),
    ticket_id: ticketOf(outcome),
    item_type: outcome.kind === 'followedUp' ? 'followup' : null,
    item_id: outcome.kind === 'followedUp' ? outcome.followupId : null,
    done_at: now,
  })
}
