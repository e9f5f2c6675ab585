import { PermanentError } from '../errors.ts'
import { entryOf, type MailData, type MailEvent } from './registry.ts'

/** Data as it was stored, checked against what the event's template is given. */
export function parseMailData<E extends MailEvent>(event: E, stored: unknown): MailData<E>
export function parseMailData(event: MailEvent, stored: unknown): unknown {
  const parsed = entryOf(event).schema.safeParse(stored)
  if (parsed.success) return parsed.data
  const detail = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
  throw new PermanentError('template-data', `The data of a mail “${event}” does not fit its template`, {
    detail,
    french: `Les données d’un message « ${event} » ne vont pas avec son modèle`,
  })
}
