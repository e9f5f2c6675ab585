import { actByLink } from '../action-link/act-by-link.ts'
import { reasonOfRefusal } from '../reply/read-answer.ts'
import type { Row } from '../store/schema.ts'
import { claimThreadIds, leadToTicket } from '../threading/thread-ids.ts'
import type { Outcome } from './outcome.ts'
import { type SettleContext, say, seemsMachine, textContent } from './settle-context.ts'
import { settleHuman } from './settle-human.ts'

/**
 * A mail to the mailto: twin of a link: its signed mark is right, and it comes from the address that the link was sent to. It does what
 * the link's button does. What cannot be done that way is read as any mail.
 */
export async function settleByLink(context: SettleContext, link: Row<'action_links'>): Promise<Outcome> {
  const { tx, facts, mail, reply, now } = context
  const isTheirs = facts.person !== null && facts.person.id === link.person_id && context.sender.proof !== 'failed'
  if (!isTheirs || seemsMachine(context)) {
    say(context, 'link', 'not-theirs', 'the link was sent to somebody else, or a machine used it: read as any mail')
    return settleHuman(context)
  }
  const reason = link.act === 'refuse' ? textContent(context, reasonOfRefusal(reply.text)).text : ''
  const result = await actByLink(context, link.id, { reason, how: 'mail', viaMailId: facts.journal.id })
  say(context, 'link', `${link.act}-${result}`, `the mail form of the link to ${link.act}: ${result}`)
  if (result !== 'done') return settleHuman(context)
  const claimed = await claimThreadIds(tx, facts.entity.id, mail.messageId, [], now)
  await leadToTicket(tx, claimed, mail.messageId, link.ticket_id)
  return link.ticket_id === null
    ? { kind: 'ignored', ticketId: null }
    : { kind: 'commanded', ticketId: link.ticket_id, acts: [link.act] }
}
