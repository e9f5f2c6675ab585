import type { z } from 'zod'
import { administratorEvents } from './administrator-events.ts'
import type { MailEventEntry } from './event-entry.ts'
import { requesterEvents } from './requester-events.ts'
import { technicianEvents } from './technician-events.ts'

/** Every mail that the desk sends, by the name of its folder in `templates/`. */
export const mailEvents = { ...requesterEvents, ...technicianEvents, ...administratorEvents } as const

export type MailEvent = keyof typeof mailEvents

/** What the template of an event is given; plain JSON. */
export type MailData<E extends MailEvent> = z.infer<(typeof mailEvents)[E]['schema']>

export const MAIL_EVENTS: readonly MailEvent[] = Object.keys(mailEvents).filter(isMailEvent)

export function isMailEvent(name: string): name is MailEvent {
  return Object.hasOwn(mailEvents, name)
}

export function entryOf(event: MailEvent): MailEventEntry {
  return mailEvents[event]
}
