import type { Entity } from '../settings/directory.ts'
import type { Row } from '../store/schema.ts'
import type { TicketEvent } from '../ticket/types.ts'
import type { Actors, Recipient } from './recipients.ts'

interface Circumstances {
  ticket: Row<'tickets'>
  actors: Actors
  /** The assignees, or who hears of new tickets where there is none. */
  technicians: Recipient[]
  hearsNew: Recipient[]
  /** Whoever a link was sent to, where a link did this. */
  linkHolder: Recipient | null
  entity: Entity
  now: number
  /** Of the subject tag. */
  prefix: string
}

/** An event, with what decides whom it concerns. */
export type Occasion<K extends TicketEvent['kind'] = TicketEvent['kind']> = Circumstances & {
  event: Extract<TicketEvent, { kind: K }>
}

/** Whoever did it is not told of it. */
export const writer = (event: TicketEvent): { personId: number }[] =>
  event.actor.actorId === null ? [] : [{ personId: event.actor.actorId }]

export function without(people: readonly Recipient[], left: readonly { personId: number }[]): Recipient[] {
  return people.filter((person) => !isAmong(person, left))
}

function isAmong(person: { personId: number }, people: readonly { personId: number }[]): boolean {
  return people.some(({ personId }) => personId === person.personId)
}
