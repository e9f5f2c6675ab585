import type { NewLink, NewMail } from '../outbox/enqueue.ts'

/** One mail of the plan: who is told, by which template, with which facts. */
export interface PlannedMail {
  event: string
  to: { personId: number; address: string; language: string }
  facts: NewMail['data']
  links: readonly NewLink[]
  itemType: NewMail['itemType']
  itemId: number | null
  isPrivate: boolean
  isAutomatic: boolean
}

/** A mail of which only `more` is not usual. */
export function mail(event: string, to: PlannedMail['to'], more: Partial<PlannedMail>): PlannedMail {
  return {
    event,
    to,
    facts: {},
    links: [],
    itemType: null,
    itemId: null,
    isPrivate: false,
    isAutomatic: false,
    ...more,
  }
}
