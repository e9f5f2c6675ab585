import type { DeskContext } from '../desk/perform.ts'
import type { Sentence } from '../i18n/sentence.ts'
import { sanitizeHtml } from '../mail/sanitize-html.ts'
import { htmlOfWords } from '../reply/html-of-words.ts'
import { type Act, type Permission, permits } from '../screening/proof-table.ts'
import { isNullSender } from '../screening/rules/system-sender.ts'
import type { Marks } from '../signing/marks.ts'
import { stripMarks } from '../signing/strip-marks.ts'
import type { Actor, Content } from '../ticket/types.ts'
import type { TraceStep } from './outcome.ts'
import type { Reading } from './reading.ts'

/** One mail being settled: the open transaction, what was read, and the trace as it grows. */
export interface SettleContext extends DeskContext, Reading {
  marks: Marks
  trace: TraceStep[]
  /** How often the mail has been taken up, this time included. */
  attempt: number
}

export function say(context: SettleContext, step: TraceStep['step'], rule: string, says: Sentence): void {
  context.trace.push({ step, rule, says })
}

/** What the proof of this mail's sender permits, in the entity's terms. Nobody answers a null sender (RFC 5321 section 4.5.5). */
export function permission(context: SettleContext, act: Act): Permission {
  if (act === 'be-answered' && isNullSender(context.mail, context.facts.screening)) return 'deny'
  return permits(act, context.sender.proof, context.facts.entity.settings.proof)
}

/** Any sign of a machine, however weak: no change of state, no taking, no commands. */
export function seemsMachine(context: SettleContext): boolean {
  return context.verdict.kind !== 'human' || context.verdict.signs.length > 0
}

export function actorOf(context: SettleContext, actorId: number | null): Actor {
  return { actorId, how: 'mail', viaMailId: context.facts.journal.id }
}

/**
 * The reply to a notice of a private item is private: by the address it was sent to, or by the mail it answers, if only one is kept. Not so
 * the reply to our question about an order that we do not know: it was asked to say the same again, and says itself whether that is private.
 */
export function answersPrivate({ facts: { marks } }: SettleContext): boolean {
  const inAddress = marks.find(({ place }) => place === 'address')
  const nearest = marks.find(({ place }) => place !== 'address')
  return [inAddress, nearest].some((mark) => mark?.isPrivate && mark.event !== 'command-unknown')
}

/**
 * The whole mail as content of a ticket: our links, addresses and ids are stripped, HTML is sanitised. Where it answers a private mail
 * of ours, or forwards one, only its new words: the quote would make public what is not.
 */
export function wholeContent(context: SettleContext): Content {
  const { mail, marks, facts, reply, forward } = context
  if (facts.marks.some(({ isPrivate }) => isPrivate)) return textContent(context, forward?.comment ?? reply.text)
  const html = mail.html === null ? null : stripMarks(sanitizeHtml(mail.html), marks)
  return { text: stripMarks(mail.text, marks).trim(), html: html === '' ? null : html }
}

/** New words of a reply as content, with their part of the HTML where it says the same, so that pictures show where they stood. */
export function newContent(context: SettleContext, text: string): Content {
  const { mail, reply, marks } = context
  const content = textContent(context, text)
  if (mail.html === null) return content
  // What stands above the words is what was read as orders.
  const above = reply.text.endsWith(text) ? reply.text.slice(0, reply.text.length - text.length) : ''
  const html = htmlOfWords(mail.html, { text, above })
  return html === null ? content : { ...content, html: stripMarks(html, marks) }
}

/** Words as content. */
export function textContent({ marks }: SettleContext, text: string): Content {
  return { text: stripMarks(text, marks).trim(), html: null }
}

/** What reply extraction took away: it stays one click away. */
export function cutText({ reply, marks }: SettleContext): string {
  const cut = [reply.quoted, reply.signature].filter((part) => part.trim() !== '').join('\n')
  return stripMarks(cut, marks)
}
