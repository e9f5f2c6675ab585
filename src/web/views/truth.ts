import { wasAnsweredByWord } from '../../action-link/judge-link.ts'
import type { LinkFacts } from '../../action-link/read-link.ts'
import { t } from '../../i18n/translate.ts'
import { subjectTag } from '../../outbox/subject-tag.ts'
import type { Row } from '../../store/schema.ts'
import { parseStatus } from '../../ticket/status.ts'
import { type Html, html } from './html.ts'
import type { Reader } from './reader.ts'

/** What is true now, for whoever comes with a link that does nothing any more. */
export function truth(facts: LinkFacts, reader: Reader, prefix: string): Html {
  const { rows } = facts
  const lines = [
    ...(rows.solution ? [aboutSolution(facts, rows.solution, reader)] : []),
    ...(rows.ticket ? aboutTicket(rows.ticket, reader, prefix) : []),
    ...(rows.confirmation ? aboutConfirmation(rows.confirmation, reader) : []),
  ].filter((line) => line !== null)
  if (lines.length === 0) return html``
  return html`<h2>${reader.words.truth.heading}</h2>
${lines.map((line) => html`<p>${line}</p>`)}`
}

function aboutSolution(
  { rows, names }: LinkFacts,
  solution: Row<'solutions'>,
  { words, moment }: Reader,
): string | null {
  const name = names.get(solution.answered_by ?? 0) ?? words.somebody
  if (rows.isSuperseded || solution.status === 'replaced') return words.truth.replaced
  if (solution.status === 'waiting') return rows.ticket?.status === 'solved' ? words.truth.waits : null
  if (!wasAnsweredByWord(solution)) return null
  const at = moment(solution.answered_at ?? solution.created_at)
  return solution.status === 'accepted' ? words.truth.approved(name, at) : words.truth.refused(name, at)
}

function aboutTicket(ticket: Row<'tickets'>, { language, words, moment }: Reader, prefix: string): string[] {
  if (ticket.deleted_at !== null) return []
  if (ticket.merged_into !== null) return [words.truth.merged(subjectTag(prefix, ticket.merged_into))]
  if (ticket.status === 'closed' && ticket.closed_at !== null) return [words.truth.closed(moment(ticket.closed_at))]
  return [words.truth.status(t(language, `status.${parseStatus(ticket.status)}`))]
}

function aboutConfirmation({ status }: Row<'confirmations'>, { words }: Reader): string[] {
  if (status === 'confirmed') return [words.truth.confirmed]
  if (status === 'denied') return [words.truth.denied]
  return status === 'expired' ? [words.truth.unanswered] : []
}
