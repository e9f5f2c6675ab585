import type { MailWithFiles } from '../mail/mailbox.ts'
import type { Said } from '../said.ts'
import { says, solutionArrives, solutionIs, ticketIs } from './expect.ts'
import { findTwin } from './links.ts'
import type { Stage } from './stage.ts'

const subject: Said = { en: 'The shared calendar is empty', fr: 'L’agenda partagé est vide' }

const question: Said = {
  en: 'Hello,\n\nThe shared calendar of the team shows nothing any more, on my computer as on my phone.\n\nEmma',
  fr: 'Bonjour,\n\nL’agenda partagé de l’équipe n’affiche plus rien, ni sur mon poste ni sur mon téléphone.\n\nCamille',
}

const solution: Said = {
  en: 'The calendar had been hidden by mistake. I have put it back into your list: it shows after a restart.',
  fr: 'L’agenda avait été masqué par erreur. Je l’ai remis dans votre liste : il revient après un redémarrage.',
}

const reason: Said = {
  en: 'it is back on my computer, but still empty on the phone.',
  fr: 'il est revenu sur mon poste, mais reste vide sur le téléphone.',
}

export interface OpenTicket {
  id: number
  /** The last mail of the ticket to the technician. */
  notice: MailWithFiles
}

/** The second ticket: its solution is refused, so it is open again. */
export async function playCalendar(stage: Stage): Promise<OpenTicket> {
  const { requester, technician, cast, language } = stage.world
  stage.step({
    en: 'A second ticket: Daniel solves it at once',
    fr: 'Un deuxième ticket : Julien le résout aussitôt',
  })
  await requester.send({ to: cast.desk.address, subject: subject[language], text: question[language] })
  const receipt = await stage.arrives(requester, { en: 'Emma has the receipt', fr: 'Camille a reçu l’accusé' })
  const id = stage.numberOf(receipt)
  const notice = await stage.arrives(
    technician,
    { en: 'Daniel has the notice', fr: 'Julien a l’avis' },
    says(stage, question[language].split('\n\n')[1] ?? ''),
  )
  await technician.reply(notice, `/solve\n${solution[language]}`)
  const offered = await solutionArrives(stage, requester, solution[language], {
    en: 'Emma is offered the solution',
    fr: 'La solution est proposée à Camille',
  })
  return { id, notice: await refuse(stage, id, offered) }
}

async function refuse(stage: Stage, id: number, offered: MailWithFiles): Promise<MailWithFiles> {
  const { requester, technician, language } = stage.world
  stage.step({
    en: 'Emma refuses it with a reason, by the link that writes a mail',
    fr: 'Camille la refuse et dit pourquoi, par le lien qui écrit un message',
  })
  const twin = findTwin(offered, 'refuse')
  await requester.send({ ...twin, text: `${twin.text.trim()} ${reason[language]}` })
  await solutionIs(stage, id, 'refused', 'reply', { en: 'The solution is refused', fr: 'La solution est refusée' })
  await ticketIs(stage, id, 'assigned', { en: 'The ticket is open again', fr: 'Le ticket est rouvert' })
  return stage.arrives(
    technician,
    { en: 'Daniel is told the reason', fr: 'Julien en connaît la raison' },
    says(stage, reason[language]),
  )
}
