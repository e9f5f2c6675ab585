import type { Language } from '../../i18n/language.ts'
import type { administratorEvents } from '../administrator-events.ts'
import type { MailData } from '../registry.ts'
import { sampleParts, TIMES } from './sample-parts.ts'

export function administratorSamples(language: Language): { [E in keyof typeof administratorEvents]: MailData<E> } {
  const { desk, person } = sampleParts(language).technician
  const french = language === 'fr'
  const host = french ? 'courrier.atelier.example' : 'mail.riverside.example'
  return {
    alarm: {
      desk,
      person,
      host,
      code: 'imap-token-refused',
      what: french
        ? `Le serveur de messagerie refuse le jeton d’accès de la boîte ${desk.address}.`
        : `The mail server refuses the access token of the mailbox ${desk.address}.`,
      mend: french
        ? 'Autorisez de nouveau Guichet avec « guichet mailbox authorize support ».'
        : 'Give it a new password or refresh token; until then no mail is read there.',
      detail: 'AUTHENTICATE XOAUTH2: NO [AUTHENTICATIONFAILED] status 400, invalid_grant',
      since: TIMES.asked,
    },
    'doctor-self-test': { desk, person, host, reference: '7fj2k9m4x0q8', at: TIMES.asked },
  }
}
