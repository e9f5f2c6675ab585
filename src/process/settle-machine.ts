import { perform } from '../desk/perform.ts'
import { kinds } from '../i18n/mail-facts.ts'
import { consequenceOf } from '../screening/consequences.ts'
import { stripMarks } from '../signing/strip-marks.ts'
import { findTicket } from '../threading/find-ticket.ts'
import { recordOnTicket } from '../ticket/record-mail.ts'
import type { Outcome } from './outcome.ts'
import { settleBounce } from './settle-bounce.ts'
import { actorOf, type SettleContext, say } from './settle-context.ts'
import { settleNew } from './settle-new.ts'

/** How much of a machine's text stands on the ticket; the whole is in the journal. */
const excerptLength = 2000

/** A machine's mail: never answered, changes no state. What it leads to is the entity's choice by kind. */
export async function settleMachine(context: SettleContext): Promise<Outcome> {
  const { verdict, facts } = context
  if (verdict.kind === 'human') throw new Error('not a machine')
  if (verdict.kind === 'bounce' || verdict.kind === 'delivery-delay') return settleBounce(context)
  const chosen = consequenceOf(verdict.kind, facts.entity.settings.consequences)
  const ticketId = await markedTicket(context)
  if (chosen === 'ignore' || (chosen === 'record' && ticketId === null)) return ignore(context, ticketId)
  if (ticketId !== null) return record(context, ticketId)
  return settleNew(context, null)
}

/** Our marks alone lead a machine to a ticket: it takes part in none. */
async function markedTicket({ tx, facts }: SettleContext): Promise<number | null> {
  const clues = { entityId: facts.entity.id, marks: facts.marks, claimed: [], own: null, referred: [], tagged: null }
  return (await findTicket(tx, clues)).ticket?.id ?? null
}

function ignore(context: SettleContext, ticketId: number | null): Outcome {
  say(context, 'effect', context.verdict.kind, {
    en: `${context.verdict.kind}: kept in the journal, nobody is answered`,
    fr: `${kinds[context.verdict.kind].fr} : gardé dans le journal, personne ne reçoit de réponse`,
  })
  return { kind: 'ignored', ticketId }
}

async function record(context: SettleContext, ticketId: number): Promise<Outcome> {
  const { verdict, reply } = context
  const data = {
    mailKind: verdict.kind,
    rule: verdict.rule,
    text: stripMarks(reply.text, context.marks).slice(0, excerptLength),
  }
  await perform(context, (verb) =>
    recordOnTicket(verb, actorOf(context, null), ticketId, 'machine-mail-recorded', data),
  )
  say(context, 'effect', verdict.kind, {
    en: `${verdict.kind}: recorded on ticket ${ticketId}, nobody is answered`,
    fr: `${kinds[verdict.kind].fr} : noté sur le ticket ${ticketId}, personne ne reçoit de réponse`,
  })
  return { kind: 'ignored', ticketId }
}
