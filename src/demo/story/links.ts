import type { Draft } from '../mail/draft.ts'
import type { MailWithFiles } from '../mail/mailbox.ts'
import { StoryError } from './stage.ts'

/** The first web link of a notice that acts: for a solution, the one that approves. */
export function findLink(mail: MailWithFiles): string {
  const link = /^https?:\S+\/l\/\S+$/m.exec(mail.plain)?.[0]
  if (link === undefined)
    throw new StoryError({ en: 'The mail has a link', fr: 'Le message contient un lien' }, mail.plain)
  return link
}

/** What opens in the mail program when the `mailto:` link is clicked (RFC 6068). */
export function findTwin(mail: MailWithFiles, order: 'approve' | 'refuse'): Draft {
  const drafts = [...mail.plain.matchAll(/^mailto:\S+$/gm)].map(([link]) => readMailto(link))
  const wanted = order === 'approve' ? /approve|approuve/i : /refuse/i
  const draft = drafts.find(({ text }) => wanted.test(text))
  if (!draft)
    throw new StoryError({ en: 'The mail has a mailto: link', fr: 'Le message contient un lien mailto:' }, mail.plain)
  return draft
}

function readMailto(link: string): Draft {
  const url = new URL(link)
  const field = (name: string) => url.searchParams.get(name) ?? ''
  return {
    to: decodeURIComponent(url.pathname),
    subject: field('subject'),
    text: field('body').replaceAll('\r\n', '\n'),
  }
}
