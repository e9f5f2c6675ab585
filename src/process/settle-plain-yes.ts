import { actByLink } from '../action-link/act-by-link.ts'
import { linkResults } from '../i18n/mail-facts.ts'
import { readYesOrNo } from '../reply/read-yes-or-no.ts'
import { linkOfMail } from '../store/queries/link-rows.ts'
import type { FoundMark } from '../threading/find-ticket.ts'
import type { Outcome } from './outcome.ts'
import { type SettleContext, say, seemsMachine } from './settle-context.ts'

const questions: ReadonlySet<string> = new Set(['confirm-sender', 'confirm-address'])

/**
 * People answer "is this mail yours?" as they answer any mail: by a plain "yes". Where the question's own mark comes back from whoever it
 * was sent to, that is as good as its link. Null where the mail is no such answer.
 */
export async function settlePlainYes(context: SettleContext): Promise<Outcome | null> {
  const question = questionOf(context)
  const answer = question && readYesOrNo(context.reply.text, [context.facts.person?.name ?? ''])
  if (!question || !answer) return null
  const act = answer === 'yes' ? question.event : question.event.replace('confirm-', 'deny-')
  const link = await linkOfMail(context.tx, question.outboxId, act)
  if (!link) return null
  const use = { reason: '', how: 'mail', viaMailId: context.facts.journal.id } as const
  const result = await actByLink(context, link.id, use)
  say(context, 'link', `${act}-${result}`, {
    en: `a plain “${answer}” to our question: ${linkResults[result].en}`,
    fr: `un simple « ${answer} » à notre question : ${linkResults[result].fr}`,
  })
  return { kind: 'ignored', ticketId: null }
}

function questionOf(context: SettleContext): FoundMark | null {
  const { facts, forward, sender } = context
  const [mark] = facts.marks
  if (!mark || mark.place === 'unsigned' || !questions.has(mark.event)) return null
  const isTheirs = facts.person !== null && facts.person.id === mark.personId && sender.proof !== 'failed'
  return isTheirs && !forward && !seemsMachine(context) ? mark : null
}
