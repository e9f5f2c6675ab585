import { actByLink } from '../action-link/act-by-link.ts'
import { perform } from '../desk/perform.ts'
import { withoutLinkOrder } from '../i18n/link-orders.ts'
import { linkActs, linkResults } from '../i18n/mail-facts.ts'
import { alike } from '../i18n/sentence.ts'
import { reasonOfRefusal } from '../reply/read-answer.ts'
import { readYesOrNo } from '../reply/read-yes-or-no.ts'
import { isLinkAct, type LinkAct } from '../store/link-act.ts'
import type { Row } from '../store/schema.ts'
import { claimThreadIds, leadToTicket } from '../threading/thread-ids.ts'
import { addFollowup } from '../ticket/add-followup.ts'
import { dropKnownDocuments } from './known-documents.ts'
import type { Outcome } from './outcome.ts'
import { readReply, saysSomething } from './read-reply.ts'
import { actorOf, cutText, type SettleContext, say, seemsMachine, textContent } from './settle-context.ts'
import { settleHuman } from './settle-human.ts'
import { asideOf, tellAside } from './tell-aside.ts'

/**
 * A mail to the mailto: twin of a link: its signed mark is right, and it comes from the address that the link was sent to. It does what
 * the link's button does. What cannot be done that way is read as any mail on the link's ticket, and so is an approval with more words
 * than that: "but it still fails" must not close.
 */
export async function settleByLink(context: SettleContext, link: Row<'action_links'>): Promise<Outcome> {
  const { facts } = context
  const isTheirs = facts.person !== null && facts.person.id === link.person_id && context.sender.proof !== 'failed'
  if (!isTheirs || seemsMachine(context)) {
    say(context, 'link', 'not-theirs', {
      en: 'the link was sent to somebody else, or a machine used it: read as any mail',
      fr: 'le lien avait été envoyé à quelqu’un d’autre, ou une machine s’en est servie : lu comme tout message',
    })
    return settleHuman(context)
  }
  if (link.act === 'approve' && (await saysMore(context, link.ticket_id))) {
    say(context, 'link', 'approve-and-more', {
      en: 'it approves and says more: its words count, read as any mail',
      fr: 'il approuve et en dit plus : ses mots comptent, lu comme tout message',
    })
    return settleHuman(onItsTicket(context, link))
  }
  const reason = link.act === 'refuse' ? textContent(context, reasonOfRefusal(context.reply.text)).text : ''
  // A forwarded mail holds the mark, and a From proves nothing: that is a link that was used, and can be undone like one.
  const how = context.sender.proof === 'verified' ? 'mail' : 'link'
  const act = saysNo(context) ? (contrary[link.act] ?? link.act) : link.act
  const use = { reason, how, viaMailId: facts.journal.id, ...(isLinkAct(act) ? { act } : {}) } as const
  const result = await actByLink(context, link.id, use)
  say(context, 'link', `${act}-${result}`, {
    en: `the mail form of the link to ${act}: ${linkResults[result].en}`,
    fr: `la forme par mail du lien « ${(isLinkAct(act) ? linkActs[act] : alike(act)).fr} » : ${linkResults[result].fr}`,
  })
  if (result !== 'done') return settleHuman(onItsTicket(context, link))
  return keepRest(context, link)
}

/** Whoever took the wrong line of our question, and says no in its mail, has said no. */
const contrary: Readonly<Record<string, LinkAct>> = {
  'confirm-sender': 'deny-sender',
  'confirm-address': 'deny-address',
}

function saysNo({ reply }: SettleContext): boolean {
  return reply.text.split('\n').some((line) => readYesOrNo(line, []) === 'no')
}

async function saysMore(context: SettleContext, ticketId: number | null): Promise<boolean> {
  const answer = await readReply(context, ticketId)
  return answer === 'other' || answer === 'refusal' || context.facts.documents.some(saysSomething)
}

/** The link leads to its ticket; it proves no more than that. */
function onItsTicket(context: SettleContext, link: Row<'action_links'>): SettleContext {
  const mark = {
    place: 'unsigned',
    outboxId: link.outbox_mail_id ?? 0,
    ticketId: link.ticket_id,
    personId: link.person_id,
    toAddress: link.to_address,
    isPrivate: false,
    event: link.act,
    itemType: link.solution_id === null ? null : 'solution',
    itemId: link.solution_id,
    createdAt: link.created_at,
  } as const
  return { ...context, facts: { ...context.facts, marks: [...context.facts.marks, mark] } }
}

/** What the mail says and carries beside its order stays on the ticket; of a refusal the words are its reason already. */
async function keepRest(context: SettleContext, link: Row<'action_links'>): Promise<Outcome> {
  const { tx, facts, mail, now, reply } = context
  const claimed = await claimThreadIds(tx, facts.entity.id, mail.messageId, [], now)
  await leadToTicket(tx, claimed, mail.messageId, link.ticket_id)
  if (link.ticket_id === null) return { kind: 'ignored', ticketId: null }
  const content = textContent(context, withoutLinkOrder(reply.text))
  const documents = await dropKnownDocuments(context, link.ticket_id)
  const isOfStaff = link.act === 'close' || link.act === 'add-observer'
  if (documents.length > 0 || (content.text !== '' && link.act !== 'refuse' && link.act !== 'approve')) {
    const followup = {
      entityId: facts.entity.id,
      ticketId: link.ticket_id,
      content,
      cutText: cutText(context),
      // A link needs no proof, words that are relayed as the desk's own do.
      isPrivate: isOfStaff,
      proof: context.sender.proof,
      documents,
      byRole: isOfStaff ? 'technician' : 'requester',
      relay: true,
      aside: asideOf(context),
    } as const
    await perform(context, (verb) => addFollowup(verb, actorOf(context, link.person_id), followup))
  }
  await tellAside(context, link.ticket_id, false)
  return { kind: 'commanded', ticketId: link.ticket_id, acts: [link.act] }
}
