import type { MailKind } from './types.ts'

/** What a machine's mail leads to, in the words of the entity's settings. record: on the ticket it answers (in the journal where it answers none). ignore: in the journal only. open-silently: a ticket, or a followup, that nobody is answered for. */
export type Consequence = 'record' | 'ignore' | 'open-silently'

/** The kinds that are not human. */
export type MachineKind = Exclude<MailKind, 'human'>

/** What an entity that says nothing gets. A monitoring alert or a colleague's desk is work; a bounce is for those who look after its ticket; a loop is nothing. */
const defaultConsequences: Readonly<Record<MachineKind, Consequence>> = {
  'auto-reply': 'record',
  'auto-generated': 'open-silently',
  bounce: 'record',
  'delivery-delay': 'record',
  'feedback-report': 'record',
  bulk: 'ignore',
  loop: 'ignore',
}

/** The consequence of a kind of mail for an entity; `chosen` is what its settings say. A loop is never more than recorded, whatever they say. */
export function consequenceOf(kind: MachineKind, chosen: Partial<Record<MachineKind, Consequence>> = {}): Consequence {
  const wanted = chosen[kind] ?? defaultConsequences[kind]
  return kind === 'loop' && wanted === 'open-silently' ? 'record' : wanted
}
