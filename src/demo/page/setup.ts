import type { Language } from '../../i18n/language.ts'
import type { Cast } from '../cast.ts'
import type { DemoMailbox } from '../mail/mailbox.ts'

export type Role = 'desk' | 'requester' | 'technician'

export interface PageSetup {
  language: Language
  cast: Cast
  mailboxes: Record<Role, DemoMailbox>
}

/** As it stands in the address of a page: the role, the folder and the UID. */
export interface MailPlace {
  role: string
  folder: string
  uid: string
}
