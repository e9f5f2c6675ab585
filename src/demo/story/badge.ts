import type { Said } from '../said.ts'
import { says, solutionArrives, solutionIs, ticketIs } from './expect.ts'
import type { Stage } from './stage.ts'

const subject: Said = { en: 'A badge for our new colleague', fr: 'Un badge pour notre nouvelle collègue' }

const question: Said = {
  en: 'Hello,\n\nAisha Khan starts on Monday and will need a badge for the stockroom.\n\nThanks,\nEmma',
  fr: 'Bonjour,\n\nNadia Benali arrive lundi et aura besoin d’un badge pour la réserve.\n\nMerci,\nCamille',
}

const solution: Said = {
  en: 'The badge is ready, it waits for her at the reception.',
  fr: 'Le badge est prêt, il l’attend à l’accueil.',
}

const approval: Said = { en: 'I approve the solution. Thank you!', fr: 'J’approuve la solution. Merci !' }

/** The third ticket: a plain reply approves it. */
export async function playBadge(stage: Stage): Promise<void> {
  const { requester, technician, cast, language } = stage.world
  stage.step({ en: 'A third ticket, solved as well', fr: 'Un troisième ticket, résolu lui aussi' })
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

  stage.step({ en: 'Emma approves it by a plain reply', fr: 'Camille l’approuve par une simple réponse' })
  await requester.reply(offered, approval[language])
  await solutionIs(stage, id, 'accepted', 'reply', {
    en: 'The solution is approved, by a reply',
    fr: 'La solution est approuvée, par une réponse',
  })
  await ticketIs(stage, id, 'closed', { en: 'The ticket is closed', fr: 'Le ticket est clos' })
  await stage.arrives(requester, { en: 'Emma has the confirmation', fr: 'Camille a la confirmation' })
}
