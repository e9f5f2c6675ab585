import { loadNames } from '../../store/queries/outbox-items.ts'
import type { Gathering } from './gathering.ts'
import { authorOf } from './item.ts'

/**
 * The name in From: whose words or act it is, with the desk, at the desk's address: `Ana Lopez (Support)`. So nobody's own
 * address leaks, and an answer goes to the desk. What is automatic is the desk's.
 */
export async function authorInFrom(from: Gathering): Promise<string> {
  const desk = from.desk.senderName
  if (from.mail.is_automatic === 1) return desk
  const name = (await authorName(from))?.trim()
  return name ? `${name} (${desk})` : desk
}

/** Whose words or act a mail tells: a fact where it names somebody, who answered the solution, or who wrote the item; null where nobody is known. */
export async function authorName(from: Gathering): Promise<string | null> {
  const fact = from.frozen.facts['authorId']
  const answered = from.event === 'solution-approved' || from.event === 'solution-refused'
  return nameOf(from, fact ?? (answered ? from.item?.answeredBy : from.item && (await authorOf(from.db, from.item))))
}

export async function nameOf({ db }: Gathering, id: unknown): Promise<string | null> {
  return typeof id === 'number' ? ((await loadNames(db, [id])).get(id) ?? null) : null
}
