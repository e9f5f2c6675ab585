import type { Patient } from '../patient.ts'

/** The domains that the desk's mail comes from, each once. */
export function deskDomains({ mailboxes }: Patient): string[] {
  return [...new Set(mailboxes.map(({ setup }) => domainOf(setup.address)))]
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1)
