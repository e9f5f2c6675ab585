import { loadNames } from '../../store/queries/outbox-items.ts'
import type { Gathering } from './gathering.ts'
import { authorOf } from './item.ts'

/**
 * The name in From: whoever wrote the words, with the desk, at the desk's address: `Ana Lopez (Support)`. So nobody's own
 * address leaks, and an answer goes to the desk. What is automatic is the desk's.
 */
export async function authorInFrom(from: Gathering): Promise<string> {
  const desk = from.desk.senderName
  if (from.mail.is_automatic === 1 || from.item === null) return desk
  const authorId = await authorOf(from.db, from.item)
  if (authorId === null) return desk
  const name = (await loadNames(from.db, [authorId])).get(authorId)?.trim()
  return name ? `${name} (${desk})` : desk
}
