import type { LinkFacts } from '../../action-link/read-link.ts'
import { subjectTag } from '../../outbox/subject-tag.ts'
import type { LinkAct } from '../../store/link-act.ts'
import { type Html, html } from './html.ts'
import { layout } from './layout.ts'
import { openLink, type Shown } from './open-link.ts'
import type { Reader } from './reader.ts'
import { truth } from './truth.ts'
import { plainWords } from './words.ts'

/** A press of a button, and whether it, or the same press a moment before, did what it is for. */
export type Press = { act: LinkAct; isDone: boolean } | null

/** The page of a link: its question, what a button has just done, or why it does nothing any more and what is true now. */
export function linkPage(facts: LinkFacts, press: Press, reader: Reader, prefix: string): string {
  const { title, content } = choose(facts, press, reader, prefix)
  return layout({
    language: reader.language,
    title,
    desk: facts.desk.name,
    content: html`${ticketLine(facts, reader, prefix)}
${whose(facts, reader)}
${content}`,
  })
}

function choose(facts: LinkFacts, press: Press, reader: Reader, prefix: string): Shown {
  if (press?.isDone) return done(facts, press, reader)
  return facts.state === 'open' ? openLink(facts, reader) : idle(facts, press, reader, prefix)
}

/** A person who has no part in it any more is shown nothing of it. */
function ticketLine({ rows, state }: LinkFacts, { words }: Reader, prefix: string): Html {
  const { ticket } = rows
  if (!ticket || ticket.deleted_at !== null || state === 'not-allowed') return html``
  return html`<p class="ticket">${words.ticket} ${subjectTag(prefix, ticket.id)} · <bdi>${ticket.title}</bdi></p>`
}

function done({ rows, desk }: LinkFacts, { act }: NonNullable<Press>, { words }: Reader): Shown {
  const reason = rows.solution?.answer_reason ?? ''
  const { title, text } = act === 'undo' && rows.solution === null ? words.undo.reopened : words.done[act]
  const isDecision = act === 'approve' || act === 'refuse' || act === 'close'
  const content = html`<p role="status">${text}</p>
${act === 'refuse' && reason !== '' ? html`<h2>${words.yourWords}</h2>${plainWords(reason)}` : null}
${isDecision ? html`<p>${words.confirmationSent(rows.link.to_address)}</p>` : null}
${desk.address === null ? null : html`<p class="small">${words.writeToUs(desk.address)}</p>`}`
  return { title, content }
}

function idle(facts: LinkFacts, press: Press, reader: Reader, prefix: string): Shown {
  const { words } = reader
  const { title, text } = words.states[facts.state === 'open' ? 'not-possible' : facts.state]
  const content = html`<p role="status">${text}${press === null ? null : ` ${words.nothingChanged}`}</p>
${facts.state === 'not-allowed' ? null : truth(facts, reader, prefix)}
${facts.desk.address === null ? null : html`<p class="small">${words.writeToUs(facts.desk.address)}</p>`}`
  return { title, content }
}

/** Links get forwarded: whoever reads the page is told whose it is. */
function whose({ person, rows, state }: LinkFacts, { words }: Reader): Html {
  if (!person || state !== 'open') return html``
  return html`<p class="small">${words.whose(person.name, rows.link.to_address)}</p>`
}
