import type { Command } from '../command/types.ts'
import type { Address, MailAttachment } from '../mail/types.ts'
import type { SenderJudgement } from '../screening/types.ts'
import { signingRules } from './explain-rules.ts'
import type { ExplainWords } from './explain-words.ts'
import type { Explanation } from './explanation.ts'
import { showText } from './safe-text.ts'

const MAX_LINES = 25
const MAX_PEOPLE = 10
const MAX_DIAGNOSTIC = 200
/** A file without any of these is no mail. */
const HEADERS = new Set(['from', 'to', 'subject', 'date', 'message-id', 'received', 'content-type', 'return-path'])

/** The report for people on one mail. `sender` is null where it was not checked. */
export function explainReport(
  file: string,
  about: Explanation,
  sender: SenderJudgement | null,
  words: ExplainWords,
  full: boolean,
): string {
  const rows = [
    ...envelopeRows(about, words),
    ...verdictRows(about, words),
    row(words.headings.proof, [
      sender ? `${words.proofs[sender.proof]} (${words.why(sender.rule, sender.reason)})` : words.notChecked,
    ]),
    ...forwardRows(about, words, full),
    ...replyRows(about, words, full),
    ...endRows(about, words),
  ]
  const width = Math.max(...Object.values(words.headings).map((heading) => heading.length))
  return [`── ${clean(file)} ──`, ...rows.flatMap(({ heading, lines }) => layOut(heading, lines, width))].join('\n')
}

interface Row {
  heading: string
  lines: string[]
}

function row(heading: string, lines: string[]): Row {
  return { heading, lines }
}

function layOut(heading: string, lines: readonly string[], width: number): string[] {
  return lines.map((line, index) => `${(index === 0 ? heading : '').padEnd(width)}  ${clean(line)}`.trimEnd())
}

function envelopeRows({ mail }: Explanation, words: ExplainWords): Row[] {
  const others = mail.fromAll.length > 1 ? mail.fromAll.slice(1).map(show) : []
  return [
    row(words.headings.from, [mail.from ? show(mail.from) : words.nobody, ...others]),
    row(words.headings.to, people(mail.to, words)),
    ...(mail.cc.length > 0 ? [row(words.headings.cc, people(mail.cc, words))] : []),
    row(words.headings.subject, [mail.subject === '' ? words.noSubject : mail.subject]),
    row(words.headings.date, [mail.date ? `${mail.date.toISOString()} (${words.claimed})` : words.noDate]),
  ]
}

function verdictRows({ mail, verdict }: Explanation, words: ExplainWords): Row[] {
  const why = verdict.rule === 'none' ? words.noRule : words.why(verdict.rule, verdict.reason)
  const signs = verdict.signs
    .filter(({ rule }) => rule !== verdict.rule)
    .map(({ rule, reason }) => words.why(rule, reason))
  const kind = !mail.headers.some(({ name }) => HEADERS.has(name))
    ? words.noMail
    : `${words.kinds[verdict.kind]} (${why})`
  const failed = (verdict.bounce?.recipients ?? []).map(({ address, action, status, diagnostic }) =>
    [address, action, status, diagnostic.slice(0, MAX_DIAGNOSTIC)]
      .filter((part) => part !== null && part !== '')
      .join(' · '),
  )
  return [
    row(words.headings.kind, [kind]),
    ...optional(words.headings.signs, signs),
    ...optional(words.headings.bounce, failed),
  ]
}

function forwardRows({ forward }: Explanation, words: ExplainWords, full: boolean): Row[] {
  if (!forward) return []
  const head = `${words.forwardOf(show(forward.from), forward.subject)} (${words.why(forward.rule, null)})`
  const comment = forward.comment === '' ? [] : [words.forwardComment, ...bar(forward.comment, words, full)]
  return [row(words.headings.forward, [head, ...comment, words.forwardText, ...bar(forward.text, words, full)])]
}

function replyRows({ mail, reply }: Explanation, words: ExplainWords, full: boolean): Row[] {
  const empty = mail.text.trim() === '' ? words.noText : words.emptyText
  const text = reply.text === '' ? [empty] : bar(reply.text, words, full)
  const signing = reply.rules.filter((rule) => signingRules.has(rule)).map(words.rule)
  const quoting = reply.rules.filter((rule) => !signingRules.has(rule)).map(words.rule)
  return [
    row(words.headings.text, [...(reply.interleaved ? [words.interleaved] : []), ...text]),
    ...cut(words.headings.quoted, reply.quoted, quoting, words, full),
    ...cut(words.headings.signature, reply.signature, signing, words, full),
  ]
}

function cut(heading: string, text: string, rules: readonly string[], words: ExplainWords, full: boolean): Row[] {
  if (text === '') return []
  return [row(heading, [words.cutBy(text.split('\n').length, rules), ...bar(text, words, full)])]
}

function endRows({ mail, orders }: Explanation, words: ExplainWords): Row[] {
  const commands = orders.commands.map(showCommand)
  const unknown = orders.unknown.map(({ line, suggestion }) =>
    suggestion === null ? line : `${line} (${words.suggestion(suggestion)})`,
  )
  return [
    row(
      words.headings.attachments,
      orNothing(
        mail.attachments.map((file) => showFile(file, words)),
        words,
      ),
    ),
    row(words.headings.commands, orNothing(commands, words)),
    ...optional(words.headings.unknown, unknown),
    ...optional(words.headings.notes, [
      ...(mail.protection.endsWith('-signed') ? [words.signed] : []),
      ...mail.notes.map(words.note),
    ]),
  ]
}

/** Its name and whatever else it carries: the grammar grows. */
function showCommand({ name, ...rest }: Command): string {
  const words = Object.values(rest).filter((value) => typeof value === 'string')
  return [`/${name}`, ...words].join(' ')
}

function optional(heading: string, lines: string[]): Row[] {
  return lines.length === 0 ? [] : [row(heading, lines)]
}

function orNothing(lines: string[], words: ExplainWords): string[] {
  return lines.length === 0 ? [words.nothing] : lines
}

/** Mail text behind a bar, so that it is never taken for words of ours. */
function bar(text: string, words: ExplainWords, full: boolean): string[] {
  const lines = text.split('\n')
  const shown = full || lines.length <= MAX_LINES + 3 ? lines : lines.slice(0, MAX_LINES)
  const rest = lines.length - shown.length
  return [...shown.map((line) => `│ ${line}`), ...(rest > 0 ? [words.more(rest)] : [])]
}

function people(list: readonly Address[], words: ExplainWords): string[] {
  if (list.length === 0) return [words.nobody]
  const rest = list.length - MAX_PEOPLE
  return [...list.slice(0, MAX_PEOPLE).map(show), ...(rest > 0 ? [`… +${rest}`] : [])]
}

function show({ name, address }: Address): string {
  return name === '' ? address : `${name} <${address}>`
}

function showFile({ filename, contentType, size, inline }: MailAttachment, words: ExplainWords): string {
  return [filename, contentType, `${Math.ceil(size / 1000)} kB`, ...(inline ? [words.inline] : [])].join(', ')
}

function clean(line: string): string {
  return showText(line)
}
