import { loadEarlierIds } from '../../store/queries/outbox.ts'
import type { Gathering } from './gathering.ts'

/** Of the ids before: enough for every client to find the thread, and a header that stays below 998 octets when unfolded. */
const mostEarlier = 8

export interface ThreadHeaders {
  inReplyTo: string | null
  references: string[]
}

/**
 * What makes a mail stand in its conversation (RFC 5322 section 3.6.4): the mail that opened the ticket, then those of ours
 * that this person got, then what it answers. Never ids of mails to others: they are signed for them, and would come
 * back under the wrong name.
 */
export async function threadHeaders({ db, mail, context }: Gathering): Promise<ThreadHeaders> {
  if (mail.ticket_id === null)
    return { inReplyTo: mail.reply_to_message_id, references: given(mail.reply_to_message_id) }
  const root = context.root_message_id
  const earlier = (await loadEarlierIds(db, mail, mostEarlier)).reverse()
  const inReplyTo = mail.reply_to_message_id ?? earlier.at(-1) ?? root
  const before = [...given(root), ...earlier].filter((id) => id !== inReplyTo)
  return { inReplyTo, references: [...new Set([...before, ...given(inReplyTo)])].filter(isFit) }
}

const given = (id: string | null): string[] => (id === null ? [] : [id])

/** Some clients make ids that are longer than a line; such a reference helps nobody and breaks the header. */
const isFit = (id: string): boolean => id.length <= 250 && /^<[^<>\s]+>$/.test(id)
