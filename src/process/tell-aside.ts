import type { MailAside } from '../ticket/types.ts'
import { permission, type SettleContext } from './settle-context.ts'
import { mayTell, tellSender } from './tell-sender.ts'

/** So many files that were left out are named. */
const mostNamed = 50

/** What people are told of a mail beside its words: files that were left out or kept back, and that nobody here could read it. */
export function asideOf({ facts, mail }: SettleContext): MailAside {
  return { dropped: facts.leftOut.slice(0, mostNamed), encrypted: schemeOf(mail.protection) }
}

/** Tells whoever wrote, where the receipt of a new ticket has not; never a machine. */
export async function tellAside(context: SettleContext, ticketId: number, hasReceipt: boolean): Promise<void> {
  const { mail, facts, verdict } = context
  if (verdict.kind !== 'human') return
  const { dropped, encrypted } = asideOf(context)
  if (dropped.length > 0 && !hasReceipt && (await mayTellOften(context, 'attachment-dropped')))
    await tellSender(context, 'attachment-dropped', ticketId, { dropped: [...dropped] })
  if (encrypted === null || !(await mayTell(context, 'encrypted-mail', 1))) return
  const at = new Date(facts.journal.received_at).toISOString()
  await tellSender(context, 'encrypted-mail', ticketId, { subject: mail.subject.slice(0, 200), at, scheme: encrypted })
}

/** A sender who is not proved may be somebody else: once a day. The others are not told for ever either, since they may be machines. */
function mayTellOften(context: SettleContext, reason: string): Promise<boolean> {
  return mayTell(context, reason, permission(context, 'be-answered') === 'allow' ? 20 : 1)
}

function schemeOf(protection: SettleContext['mail']['protection']): MailAside['encrypted'] {
  if (protection === 'smime-encrypted') return 'S/MIME'
  return protection === 'pgp-encrypted' ? 'PGP' : null
}
