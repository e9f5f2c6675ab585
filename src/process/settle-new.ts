import { perform } from '../desk/perform.ts'
import { findOrRegister, findPerson, type KnownPerson, registerPerson } from '../desk/person.ts'
import { keptReason, keptReasons } from '../i18n/kept-reasons.ts'
import { joined, type Sentence } from '../i18n/sentence.ts'
import { importanceOf } from '../mail/importance.ts'
import type { Row } from '../store/schema.ts'
import { cleanSubject } from '../threading/subject-tag.ts'
import { linkTickets } from '../ticket/link-tickets.ts'
import { type NewTicket, openTicket } from '../ticket/open-ticket.ts'
import { recordOnTicket } from '../ticket/record-mail.ts'
import type { Content } from '../ticket/types.ts'
import { castParts, type Parts } from './cast-parts.ts'
import { languageOfMail } from './language-of.ts'
import type { Outcome } from './outcome.ts'
import { keepPrivateFiles } from './private-files.ts'
import { refuseOrdersOnNew, settleAboveForward, solvesAtOnce } from './settle-above-forward.ts'
import {
  actorOf,
  cutText,
  newContent,
  permission,
  type SettleContext,
  say,
  textContent,
  wholeContent,
} from './settle-context.ts'
import { asideOf, tellAside } from './tell-aside.ts'
import { mayTell } from './tell-sender.ts'

/**
 * The ticket that a mail led to, and why it cannot go on there: it is closed; nothing shows that its sender takes part in it; or the
 * mail only forwards something of it.
 */
interface Quoted {
  ticket: Row<'tickets'>
  why: 'answers-closed' | 'quotes-only' | 'forwards'
}

/** Opens a ticket. `quoted` is one that the mail cannot go on with: the new one is linked to it. */
export async function settleNew(received: SettleContext, quoted: Quoted | null): Promise<Outcome> {
  const { documents, leftOut } = await keepPrivateFiles(received, null, received.facts.documents)
  const context = { ...received, facts: { ...received.facts, documents, leftOut } }
  if (isEmpty(context))
    return reject(context, 'empty-mail', {
      en: 'no subject, no text and no attachment',
      fr: 'ni objet, ni texte, ni pièce jointe',
    })
  const sender = await senderPerson(context)
  if (!sender && !context.facts.writer)
    return reject(
      context,
      'unknown-sender',
      {
        en: 'the mail does not say who wrote it',
        fr: 'le message ne dit pas qui l’a écrit',
      },
      'no-author',
    )
  if (!sender)
    return reject(context, 'unknown-sender', {
      en: 'the entity does not register strangers',
      fr: 'l’entité n’enregistre pas les inconnus',
    })
  const parts = await castParts(context, sender)
  const ticketId = await open(context, sender, parts, quoted)
  if (quoted) await link(context, sender, ticketId, quoted)
  say(context, 'effect', parts.rule, joined([opened(ticketId), ...(quoted ? [linkedWith(quoted)] : [])], ', '))
  return { kind: 'opened', ticketId }
}

const opened = (id: number): Sentence => ({ en: `ticket ${id} opened`, fr: `ticket ${id} ouvert` })

function linkedWith({ ticket, why }: Quoted): Sentence {
  const reason = keptReasons[why]
  return {
    en: `linked with ticket ${ticket.id}: ${reason.en}`,
    fr: `lié au ticket ${ticket.id} : ${reason.fr}`,
  }
}

function reject(
  context: SettleContext,
  code: 'empty-mail' | 'unknown-sender',
  why: Sentence,
  rule: string = code,
): Outcome {
  say(context, 'effect', rule, { en: `refused: ${why.en}`, fr: `refusé : ${why.fr}` })
  return { kind: 'rejected', code }
}

function isEmpty({ mail, facts }: SettleContext): boolean {
  return mail.text.trim() === '' && mail.subject === '' && facts.documents.length === 0 && facts.leftOut.length === 0
}

/** Who asks, registered on first mail where the entity allows it. */
async function senderPerson(context: SettleContext): Promise<KnownPerson | null> {
  const { facts, tx, now } = context
  const settings = facts.entity.settings
  if (facts.person) return facts.person
  if (!facts.writer) return null
  if (!settings.createPersons) return facts.isByReplyTo ? findPerson(tx, facts.entity.id, facts.writer.address) : null
  const register = facts.isByReplyTo ? findOrRegister : registerPerson
  const first = { language: languageOfMail(context.mail, settings.languages), timeZone: settings.timeZone, now }
  return register(tx, facts.entity.id, facts.writer, first)
}

async function open(context: SettleContext, sender: KnownPerson, parts: Parts, quoted: Quoted | null): Promise<number> {
  const { facts } = context
  const goesWithout =
    parts.rule === 'technician-writes-out' || (parts.rule === 'technician-forward' && solvesAtOnce(context))
  const receipt = !goesWithout && (await mayGetReceipt(context))
  const aside = asideOf(context)
  const ticket: NewTicket = {
    entityId: facts.entity.id,
    mailboxId: facts.mailbox.id,
    title: titleOf(context),
    ...wordsOf(context, parts, quoted),
    type: facts.mailbox.settings.ticketType,
    urgency: urgencies[importanceOf(context.mail.headers)],
    language: parts.requester.language,
    source: 'mail',
    requesterId: parts.requester.id,
    observerIds: parts.observerIds.filter((id) => id !== parts.requester.id),
    assigneeId: parts.assigneeId,
    documents: facts.documents,
    opened: {
      receipt,
      proof: context.sender.proof === 'failed' ? 'unverified' : context.sender.proof,
      openedBy: parts.requester.id === sender.id ? null : sender.name,
      previousTicketId: quoted?.why === 'answers-closed' ? quoted.ticket.id : null,
      quotedTicketId: quoted?.why === 'quotes-only' ? quoted.ticket.id : null,
      forwardedTicketId: quoted?.why === 'forwards' ? quoted.ticket.id : null,
      ...aside,
      dropped: aside.dropped.filter(({ reason }) => reason !== 'kept-back'),
    },
  }
  const actor = actorOf(context, sender.id)
  const ticketId = await perform(context, (verb) => openTicket(verb, actor, ticket))
  const keepsBack = facts.leftOut.some(({ reason }) => reason === 'kept-back')
  await tellAside(context, ticketId, receipt && parts.requester.id === sender.id && !keepsBack)
  if (parts.rule === 'technician-forward') await settleAboveForward(context, ticketId, sender)
  else await refuseOrdersOnNew(context, ticketId, parts.rule)
  if (parts.proposed.length > 0)
    await perform(context, (verb) =>
      recordOnTicket(verb, actor, ticketId, 'observer-proposed', { addresses: parts.proposed }),
    )
  return ticketId
}

/** Whoever goes on after a closed ticket quotes what stands there: the ticket that follows has their new words. */
function wordsOf(
  context: SettleContext,
  { rule }: Parts,
  quoted: Quoted | null,
): { content: Content; cutText: string } {
  const { forward, reply } = context
  if (rule === 'technician-forward' && forward) return { content: textContent(context, forward.text), cutText: '' }
  if (quoted?.why === 'answers-closed' && reply.text.trim() !== '')
    return { content: newContent(context, reply.text), cutText: cutText(context) }
  return { content: wholeContent(context), cutText: '' }
}

/** GLPI's five, of which a mail names three: what is very high or very low is for the technician to say. */
const urgencies = { high: 4, normal: 3, low: 2 } as const

async function link(
  context: SettleContext,
  sender: KnownPerson,
  ticketId: number,
  { ticket, why }: Quoted,
): Promise<void> {
  const reason = keptReason(why)
  await perform(context, (verb) =>
    linkTickets(verb, actorOf(context, sender.id), { from: ticketId, to: ticket.id, reason }),
  )
}

/** The trace says why somebody gets none: people ask. */
async function mayGetReceipt(context: SettleContext): Promise<boolean> {
  const why = await whyNoReceipt(context)
  if (why !== null)
    say(context, 'effect', 'no-receipt', { en: `no receipt: ${why.en}`, fr: `pas d’accusé de réception : ${why.fr}` })
  return why === null
}

async function whyNoReceipt(context: SettleContext): Promise<Sentence | null> {
  if (context.verdict.kind !== 'human') return { en: 'a machine is not answered', fr: 'on ne répond pas à une machine' }
  const answered = permission(context, 'be-answered')
  if (answered === 'deny') return { en: 'a null sender is not answered', fr: 'on ne répond pas à un expéditeur nul' }
  const most = context.directory.settings.limits.receiptsPerStrangerAndDay
  if (answered !== 'limit' || (await mayTell(context, 'receipt', most))) return null
  return {
    en: `nothing proves the sender, whose address has had its ${most} receipts of the day`,
    fr: `rien ne prouve l’expéditeur, dont l’adresse a eu ses ${most} accusés de réception du jour`,
  }
}

/**
 * What a new ticket is called: the subject without tags and prefixes, else the first line of the text that says more than a greeting,
 * else the name of a file: there is nothing else in a photo sent from a phone.
 */
function titleOf({ directory, mail, facts }: SettleContext): string {
  const lines = mail.text.split('\n').map((line) => line.trim())
  const first = lines.find((line) => line.split(/\s+/, 3).length === 3) ?? lines.find((line) => line !== '') ?? ''
  const file = facts.documents[0] ?? facts.leftOut[0]
  const said = cleanSubject(directory.settings.prefix, mail.subject) || first || (file?.filename ?? '')
  const title = said.slice(0, 250)
  // The cut may have fallen within an emoji.
  return title.replace(/[\uD800-\uDBFF]$/, '')
}
