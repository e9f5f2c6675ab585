import type { Language } from '../../i18n/language.ts'
import { parseMailData } from '../parse-mail-data.ts'
import { entryOf, type MailData, type MailEvent } from '../registry.ts'
import { sampleOf } from './sample-of.ts'

/** The sample with everything left out that may be missing: no name, no files, null wherever null is allowed. */
export function bareSampleOf(event: MailEvent, language: Language): MailData<MailEvent> {
  const sample = sampleOf(event, language)
  const fields = Object.entries(entryOf(event).schema.shape)
  const empty = fields.flatMap(([name, field]) =>
    [null, []].filter((value) => field.safeParse(value).success).map((value) => [name, value]),
  )
  const person = { ...sample.person, name: '' }
  const ticket = 'ticket' in sample ? { ticket: bareTicket(sample.ticket) } : {}
  const held = 'held' in sample ? { held: { ...sample.held, subject: '', start: '', ticketTag: null } } : {}
  return parseMailData(event, { ...sample, ...Object.fromEntries(empty), person, ...ticket, ...held })
}

function bareTicket<T extends object>(ticket: T): T {
  return 'assignee' in ticket
    ? { ...ticket, url: null, assignee: null, observers: [], mayClose: false }
    : { ...ticket, url: null }
}
