import type { MailContext } from '../../store/queries/outbox.ts'

/** What a mail calls the one it goes to; '' where nothing but an address is known: “Hello ana@example.net” greets nobody. */
export function nameOfPerson({ person_name }: Pick<MailContext, 'person_name'>): string {
  return person_name === null || person_name.includes('@') ? '' : person_name
}
