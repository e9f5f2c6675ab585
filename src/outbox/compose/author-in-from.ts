import { loadNames } from '../../store/queries/outbox-items.ts'
import type { Gathering } from './gathering.ts'

/**
 * The name in From: whoever wrote the words, with the desk, at the desk's address: `Ana Lopez (Support)`. So nobody's own
 * address leaks, and an answer goes to the desk. What is automatic is the desk's.
 */
export async function authorInFrom(from: Gathering): Promise<string> {
  const desk = from.desk.senderName
  const authorId = from.item?.authorId ?? null
  if (from.mail.is_automatic === 1 || authorId === null) return desk
  const name = (await loadNames(from.db, [authorId])).get(authorId)?.trim()
  return name ? `${name} (${desk})` : desk
}
