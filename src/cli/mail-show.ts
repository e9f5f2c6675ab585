import { type JournalWords, journalWords } from '../i18n/journal-words.ts'
import type { Language } from '../i18n/language.ts'
import { traceRules } from '../i18n/trace-rules.ts'
import { confirmationOf, cutTextOf, type JournalRow, type Seen, sightingsOf } from '../store/queries/journal.ts'
import type { Store } from '../store/types.ts'
import { ruleWords } from './explain-rules.ts'
import { showInstant, showLine, showQuoted } from './safe-text.ts'
import { readReason, readTrace, type StoredStep } from './stored-trace.ts'

type Write = (line: string) => void

/** `guichet mail show ID`: what is known of a mail, where it was seen and what it became. False where there is none. */
export async function showMail(store: Store, id: number, language: Language, write: Write): Promise<boolean> {
  const words = journalWords[language]
  const mail = await store.byId('inbound_mails', id)
  if (!mail) {
    write(words.noMail(id))
    return false
  }
  const seen = (await sightingsOf(store, id)).map((sighting) => tellSeen(sighting, words))
  const asked = await confirmationOf(store, id)
  const rows: [keyof JournalWords['headings'], string | number | null][] = [
    ...factRows(mail, language),
    ['asked', asked && words.confirmation(asked.name, words.confirmations[asked.status] ?? asked.status)],
    ...seen.map((text): [keyof JournalWords['headings'], string] => ['seen', text]),
  ]
  const width = Math.max(...Object.values(words.headings).map((heading) => heading.length))
  for (const [heading, value] of rows)
    if (value !== null && value !== '')
      write(`${words.headings[heading].padEnd(width)}  ${showLine(String(value), 1000)}`)
  return true
}

function factRows(mail: JournalRow, language: Language): [keyof JournalWords['headings'], string | number | null][] {
  const words = journalWords[language]
  const state = mail.outcome ?? mail.status
  const envelope = [mail.envelope_from === '' ? '<>' : mail.envelope_from, mail.envelope_to]
  const client = [mail.client_ip, mail.client_helo].filter((part) => part !== null)
  return [
    ['mail', mail.id],
    ['received', `${showInstant(mail.received_at)} (${words.sources[mail.source] ?? mail.source})`],
    ['from', mail.from_address],
    ['subject', mail.subject],
    ['outcome', words.outcomes[state] ?? state],
    ['reason', readReason(mail, language) ?? (mail.done_at === null ? words.notDecided : words.reasonGone)],
    ['ticket', mail.ticket_id],
    ['item', mail.item_type && `${words.items[mail.item_type] ?? mail.item_type} ${mail.item_id}`],
    ['envelope', envelope.some((part) => part !== null) ? envelope.map((part) => part ?? '?').join(' → ') : null],
    ['client', client.join(' ')],
    ['messageId', mail.message_id],
    ['size', `${mail.size} · SHA-256 ${mail.sha256}`],
    ['raw', mail.raw_key ?? words.rawGone],
    ['attempts', mail.attempts],
    ['lastError', mail.last_error],
    ['twin', mail.linked_mail_id],
    ['replayOf', mail.replay_of],
  ]
}

function tellSeen(sighting: Seen, words: JournalWords): string {
  const place = [sighting.mailbox, sighting.source, sighting.uid === null ? '' : `UID ${sighting.uid}`]
  const filed = sighting.filed_to === null ? '' : `, ${words.filedTo(sighting.filed_to)}`
  const failed = sighting.filing_error === null ? '' : `, ${words.filingFails(sighting.filing_error)}`
  return `${showInstant(sighting.seen_at)} ${place.join(' ').trim()}${filed}${failed}`
}

/** `guichet mail trace ID`: each step, the rule that decided it, and what was taken away. False where there is no such mail. */
export async function traceMail(store: Store, id: number, language: Language, write: Write): Promise<boolean> {
  const words = journalWords[language]
  const mail = await store.byId('inbound_mails', id)
  if (!mail) {
    write(words.noMail(id))
    return false
  }
  const steps = readTrace(mail)
  if (steps.length === 0) write(words.noTrace)
  for (const step of steps) write(tellStep(step, language))
  const state = mail.outcome ?? mail.status
  const ticket = mail.ticket_id === null ? '' : ` #${mail.ticket_id}`
  const reason = readReason(mail, language)
  write(`→ ${words.outcomes[state] ?? showLine(state)}${ticket}${reason ? ` – ${showLine(reason, 500)}` : ''}`)
  const cut = await cutTextOf(store, mail)
  if (cut === null) return true
  write(words.cutHeading)
  for (const line of showQuoted(cut)) write(line)
  return true
}

/** What the rule means, then the facts as they were written down. */
function tellStep({ step, rule, says }: StoredStep, language: Language): string {
  const words = journalWords[language]
  const known = meaningOf(step, rule, language)
  const heading = (words.steps[step] ?? showLine(step)).padEnd(20)
  return `${heading}  ${known === undefined ? '' : `${known} – `}${showLine(says[language], 500)}  [${showLine(rule)}]`
}

/** The rules that cut a reply are many: each has its words. */
function meaningOf(step: string, rule: string, language: Language): string | undefined {
  const known = traceRules[`${step}/${rule}`]
  if (known !== undefined || step !== 'reply') return known?.[language]
  const words = rule.split(' ').map((name) => ruleWords[name]?.[language === 'en' ? 0 : 1] ?? name)
  return words.join(', ')
}
