import type { Language } from '../i18n/language.ts'

/** Somebody of the story, with a mailbox of their own. */
export interface Person {
  name: string
  address: string
  /** Login of the mailbox, for IMAP and SMTP. */
  user: string
}

export interface Cast {
  desk: Person & { prefix: string }
  requester: Person
  technician: Person
  /** Writes from elsewhere, and takes part in nothing. */
  stranger: Person
}

/** Nothing leaves this machine, and everything goes with the demo. */
export const password = 'demo'

/** Who plays, in each language; the previews of the mail templates tell of the same places. */
export const casts: Readonly<Record<Language, Cast>> = {
  en: {
    desk: { name: 'Riverside IT', address: 'support@riverside.example', user: 'support', prefix: 'HELP' },
    requester: { name: 'Emma Clarke', address: 'emma.clarke@riverside.example', user: 'emma' },
    technician: { name: 'Daniel Reed', address: 'daniel.reed@riverside.example', user: 'daniel' },
    stranger: { name: 'Victor Hale', address: 'victor@elsewhere.example', user: 'victor' },
  },
  fr: {
    desk: { name: 'Informatique de l’Atelier', address: 'support@atelier.example', user: 'support', prefix: 'AIDE' },
    requester: { name: 'Camille Martin', address: 'camille.martin@atelier.example', user: 'camille' },
    technician: { name: 'Julien Moreau', address: 'julien.moreau@atelier.example', user: 'julien' },
    stranger: { name: 'Victor Hallier', address: 'victor@ailleurs.example', user: 'victor' },
  },
}
