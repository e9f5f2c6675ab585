import type { LinkFacts } from '../../action-link/read-link.ts'
import type { LinkAct } from '../../store/link-act.ts'
import { type Html, html } from './html.ts'
import type { Reader } from './reader.ts'
import { wordsBlock } from './words.ts'

/** Longest reason that is taken, in characters. */
export const longestReason = 4000

export interface Shown {
  title: string
  content: Html
}

/** A link that acts: what it is about, and its buttons. Nothing happens before one is pressed. */
export function openLink(facts: LinkFacts, reader: Reader): Shown {
  switch (facts.act) {
    case 'approve':
    case 'refuse':
      return decision(facts, reader)
    case 'undo':
      return undo(facts, reader)
    case 'close':
      return question(reader.words.close.title, reader.words.close.lead, 'close', reader.words.close.button)
    case 'confirm-sender':
    case 'deny-sender':
      return sender(facts, reader)
    case 'confirm-address':
    case 'deny-address':
      return address(facts, reader)
    case 'add-observer': {
      const { title, lead, button } = reader.words.observer
      return question(title(facts.observer ?? ''), lead, 'add-observer', button)
    }
  }
}

/** The answer that the link stands for comes first. */
function decision(facts: LinkFacts, { words, moment, day }: Reader): Shown {
  const { solution, ticket } = facts.rows
  const { title, lead } = words.decision
  const dueAt = ticket?.close_due_at ?? null
  const author = facts.names.get(solution?.author_id ?? 0) ?? facts.desk.name
  const refusing = facts.act === 'refuse'
  const approve = html`<form method="post">${button('approve', words.decision.approve, refusing ? 'other' : 'main')}</form>`
  const refuse = refuseForm(words.decision, refusing ? 'main' : 'other')
  const content = html`<p>${lead(facts.desk.name)}</p>
${
  solution
    ? html`<p class="small">${words.decision.solution(author, moment(solution.created_at))}</p>
${wordsBlock({ text: solution.content_text, html: solution.content_html })}`
    : null
}
${refusing ? [refuse, approve] : [approve, refuse]}
${dueAt === null ? null : html`<p class="small">${words.decision.closesOn(day(dueAt))}</p>`}`
  return { title, content }
}

function refuseForm({ whyLabel, whyHint, refuse }: Reader['words']['decision'], look: 'main' | 'other'): Html {
  return html`<form method="post">
<label for="reason">${whyLabel}</label>
<span class="small" id="reason-hint">${whyHint}</span>
<textarea id="reason" name="reason" dir="auto" rows="4" maxlength="${longestReason}" aria-describedby="reason-hint"></textarea>
${button('refuse', refuse, look)}
</form>`
}

function undo({ rows }: LinkFacts, { words, moment }: Reader): Shown {
  const { title, approved, refused, closed, button: label } = words.undo
  const at = moment(rows.solution?.answered_at ?? rows.link.created_at)
  const lead = (rows.solution === null ? closed : rows.solution.status === 'refused' ? refused : approved)(at)
  const shown = question(title, lead, 'undo', label)
  return { ...shown, content: html`${shown.content}<p class="small">${words.until(moment(rows.link.expires_at))}</p>` }
}

function sender({ mail }: LinkFacts, { words, moment }: Reader): Shown {
  const { title, lead, from, subject, at, yes, no } = words.sender
  const rows: [string, string][] = mail
    ? [
        [from, mail.from_address ?? ''],
        [subject, mail.subject ?? ''],
        [at, moment(mail.received_at)],
      ]
    : []
  return { title, content: aboutMail(lead, rows, ['confirm-sender', yes], ['deny-sender', no]) }
}

/** Nothing of what the mail says: whoever is asked may have no part in it. */
function address({ mail }: LinkFacts, { words, moment }: Reader): Shown {
  const { title, lead, from, at, yes, no } = words.address
  const rows: [string, string][] = mail
    ? [
        [from, mail.from_address ?? ''],
        [at, moment(mail.received_at)],
      ]
    : []
  return { title, content: aboutMail(lead, rows, ['confirm-address', yes], ['deny-address', no]) }
}

function aboutMail(
  lead: string,
  rows: readonly [string, string][],
  yes: [LinkAct, string],
  no: [LinkAct, string],
): Html {
  return html`<p>${lead}</p>
<dl>${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
<div class="both">
<form method="post">${button(...yes, 'main')}</form>
<form method="post">${button(...no, 'other')}</form>
</div>`
}

function question(title: string, lead: string, act: LinkAct, label: string): Shown {
  return { title, content: html`<p>${lead}</p><form method="post">${button(act, label, 'main')}</form>` }
}

const button = (act: LinkAct, label: string, look: 'main' | 'other'): Html =>
  html`<button type="submit" name="act" value="${act}" class="${look}">${label}</button>`
