import { z } from 'zod'
import { readKeptReason } from '../i18n/kept-reasons.ts'
import type { Language } from '../i18n/language.ts'
import { kinds } from '../i18n/mail-facts.ts'
import { type TicketWords, ticketWords } from '../i18n/ticket-words.ts'
import { t } from '../i18n/translate.ts'
import { loadTicketPage, type TicketPage } from '../store/queries/ticket-page.ts'
import type { Row } from '../store/schema.ts'
import type { Store } from '../store/types.ts'
import { showInstant, showLine, showQuoted } from './safe-text.ts'

type Write = (line: string) => void

/** `guichet ticket show ID`: what a ticket says, and who did what when and how, its closing too. False where there is none. */
export async function showTicket(store: Store, id: number, language: Language, write: Write): Promise<boolean> {
  const words = ticketWords[language]
  const page = await loadTicketPage(store, id)
  if (!page) {
    write(words.noTicket(id))
    return false
  }
  for (const line of head(page, language)) write(line)
  for (const line of showQuoted(page.ticket.content_text)) write(line)
  for (const line of filesOf(page, 'ticket', id)) write(line)
  write('')
  write(words.headings.history)
  for (const event of page.events) for (const line of tell(page, event, language)) write(line)
  return true
}

function head(page: TicketPage, language: Language): string[] {
  const words = ticketWords[language]
  const { ticket, actors } = page
  const rows: [string, string][] = [
    [words.headings.status, words.statuses[ticket.status] ?? ticket.status],
    [t(language, 'ticket.type'), t(language, `type.${ticket.type === 'request' ? 'request' : 'incident'}`)],
    [t(language, 'ticket.urgency'), t(language, `urgency.${urgencyOf(ticket.urgency)}`)],
    ...actors.map(({ role, name, address }): [string, string] => [
      isRole(role) ? words.headings[role] : role,
      showLine(address === null ? name : `${name} <${address}>`),
    ]),
    [words.headings.opened, showInstant(ticket.opened_at)],
    ...[...page.solutions.values()].map((solution): [string, string] => [
      words.headings.solution,
      tellSolution(solution, words),
    ]),
    ...(ticket.closed_at === null
      ? []
      : [[words.headings.closed, tellClosing(page, ticket.closed_at, words)] satisfies [string, string]]),
    ...page.linked.map((other): [string, string] => [words.headings.links, `#${other}`]),
  ]
  const width = Math.max(...rows.map(([heading]) => heading.length))
  return [
    `#${ticket.id} ${showLine(ticket.title)}`,
    ...rows.map(([heading, value]) => `${heading.padEnd(width)}  ${value}`),
  ]
}

const urgencyOf = (urgency: number) => ([1, 2, 4, 5] as const).find((known) => known === urgency) ?? 3

const isRole = (role: string): role is 'requester' | 'observer' | 'assignee' =>
  role === 'requester' || role === 'observer' || role === 'assignee'

function tellSolution(solution: Row<'solutions'>, words: TicketWords): string {
  const called = solution.type === null ? `${solution.id}` : `${solution.id} (${showLine(solution.type)})`
  if (solution.status === 'waiting') return `${called}: ${words.waitsForAnswer}`
  const how = words.answers[solution.answered_how ?? '']?.(showLine(solution.answered_via ?? '')) ?? ''
  const at = solution.answered_at === null ? '' : showInstant(solution.answered_at)
  return `${called}: ${words.statuses[solution.status] ?? solution.status} ${how} ${at}`.trim()
}

/** Who, when and how, whichever way it was closed. */
function tellClosing({ ticket, names, events }: TicketPage, at: number, words: TicketWords): string {
  const who = ticket.closed_by === null ? words.nobody : (names.get(ticket.closed_by) ?? `#${ticket.closed_by}`)
  const closing = events.findLast(({ kind }) => kind === 'ticket-closed' || kind === 'solution-approved')
  const facts = closing ? readFacts(closing.data) : {}
  const detail = typeof facts['sentTo'] === 'string' ? facts['sentTo'] : viaMail(closing)
  const how = words.answers[ticket.closed_how ?? '']?.(showLine(detail)) ?? ''
  return `${showInstant(at)}, ${showLine(who)}, ${how}`
}

const viaMail = (event: Row<'ticket_events'> | undefined): string =>
  event?.via_mail_id == null ? '' : `mail ${event.via_mail_id}`

function tell(page: TicketPage, event: Row<'ticket_events'>, language: Language): string[] {
  const words = ticketWords[language]
  const facts = readFacts(event.data)
  const who =
    event.actor_id === null
      ? (writerOf(facts) ?? words.nobody)
      : (page.names.get(event.actor_id) ?? `#${event.actor_id}`)
  const how = words.how[event.how]?.(event.via_mail_id === null ? '' : ` ${event.via_mail_id}`) ?? event.how
  const answered = words.answers[asText(facts['answeredHow'] ?? facts['closedHow'])]?.(
    showLine(asText(facts['sentTo'])),
  )
  const what = words.events[event.kind]?.((name) => showLine(factOf(page, facts, name, language), 300)) ?? event.kind
  const marks = event.is_private === 1 && event.kind === 'followup-added' ? ` (${words.private})` : ''
  const line = `${showInstant(event.at)}  ${showLine(who)} ${what}${marks}, ${answered ?? how}`
  return [line, ...wordsOf(page, event, facts), ...asideOf(facts, language)]
}

/** The words of a followup or a solution, and its files. */
function wordsOf(page: TicketPage, { kind }: Row<'ticket_events'>, facts: Facts): string[] {
  const id = Number(facts[kind === 'followup-added' ? 'followupId' : 'solutionId'])
  if (kind === 'followup-added') {
    const followup = page.followups.get(id)
    return [...(followup ? showQuoted(followup.content_text) : []), ...filesOf(page, 'followup', id)]
  }
  if (kind !== 'solution-proposed') return []
  const solution = page.solutions.get(id)
  return [...(solution ? showQuoted(solution.content_text) : []), ...filesOf(page, 'solution', id)]
}

/** Of a followup whose author nobody has confirmed yet. */
function writerOf(facts: Facts): string | null {
  return storedWriter.parse(facts).unconfirmed?.writer ?? null
}

/** Files that were left out or are kept back, and that a mail could not be read. */
function asideOf(facts: Facts, language: Language): string[] {
  const { encrypted, dropped } = storedAside.parse(facts)
  return [
    ...(encrypted ? [`! ${ticketWords[language].encrypted(encrypted)}`] : []),
    ...dropped.map(({ filename, reason }) => `- ${showLine(filename)} (${t(language, `dropped.${reason}`)})`),
  ]
}

const filesOf = (page: TicketPage, itemType: string, itemId: number): string[] =>
  page.files
    .filter((file) => file.itemType === itemType && file.itemId === itemId)
    .map(({ filename, size }) => `+ ${showLine(filename)} (${Math.ceil(size / 1000)} kB)`)

type Facts = Record<string, unknown>
const reasons = ['too-large', 'type', 'too-many', 'infected', 'unscanned', 'unreadable', 'kept-back'] as const
const storedWriter = z.object({ unconfirmed: z.object({ writer: z.string() }).nullable().catch(null) })
const storedAside = z.object({
  encrypted: z.string().nullable().catch(null),
  dropped: z.array(z.object({ filename: z.string(), reason: z.enum(reasons) })).catch([]),
})
const storedFacts = z.record(z.string(), z.unknown()).catch({})

function readFacts(data: string): Facts {
  return storedFacts.parse(JSON.parse(data))
}

function factOf(page: TicketPage, facts: Facts, name: string, language: Language): string {
  const value = facts[name === 'why' ? 'reason' : name]
  const told = typeof value === 'string' ? wordOf(name, value, language) : null
  if (told !== null) return told
  if (name === 'person') return page.names.get(Number(facts['personId'])) ?? `#${asText(facts['personId'])}`
  if (name === 'closeDueAt' && typeof value === 'number') return showInstant(value)
  return Array.isArray(value) ? value.map(asText).join(', ') : asText(value)
}

/** What the code calls by a name of its own, or keeps in English. */
function wordOf(name: string, value: string, language: Language): string | null {
  if (name === 'from' || name === 'to') return ticketWords[language].statuses[value] ?? null
  if (name === 'role' && isRole(value)) return ticketWords[language].headings[value].toLowerCase()
  if (name === 'mailKind' && isMailKind(value)) return kinds[value][language]
  return name === 'why' || name === 'diagnostic' ? readKeptReason(value, language) : null
}

const isMailKind = (kind: string): kind is keyof typeof kinds => Object.hasOwn(kinds, kind)

/** Nothing for what is not known or not so. */
const asText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || value === true ? String(value) : ''
