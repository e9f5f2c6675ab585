import { subjectTag } from '../../outbox/subject-tag.ts'
import { sendUnproved } from '../mail/mail-client.ts'
import type { Said } from '../said.ts'
import type { OpenTicket } from './calendar.ts'
import { says, ticketIs } from './expect.ts'
import type { Stage } from './stage.ts'

const text: Said = {
  en: '/solve\nDear Emma, your password has expired. Please send it to me by return so that I can renew it.',
  fr: '/solve\nChère Camille, votre mot de passe a expiré. Envoyez-le-moi par retour, que je le renouvelle.',
}

/** A From line proves nothing, least of all a technician's. */
export async function playForger(stage: Stage, { id }: OpenTicket): Promise<void> {
  const { technician, requester, cast, language, smtpPort } = stage.world
  const subject = `Re: ${subjectTag(cast.desk.prefix, id)}`
  stage.step({
    en: 'Somebody from outside writes in Daniel’s name, with an order in the mail',
    fr: 'Quelqu’un écrit du dehors au nom de Julien, avec un ordre dans le message',
  })
  await sendUnproved(smtpPort, {
    from: { name: cast.technician.name, address: cast.technician.address },
    to: cast.desk.address,
    subject,
    text: text[language],
  })
  await stage.becomes({ en: 'The mail is held', fr: 'Le message est retenu' }, cast.technician.address, subject, 'held')
  const asked = says(stage, subject)
  await stage.arrives(
    technician,
    { en: 'Daniel is asked whether he wrote it', fr: 'On demande à Julien s’il l’a écrit' },
    (mail) => asked(mail) && mail.plain.includes('/l/'),
  )
  await ticketIs(stage, id, 'assigned', { en: 'The ticket is as it was', fr: 'Le ticket est resté tel quel' })
  await stage.nothingNew({ en: 'Emma was sent none of it', fr: 'Camille n’en a rien reçu' }, requester)
}
