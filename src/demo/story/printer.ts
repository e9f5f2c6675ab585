import type { Said } from '../said.ts'
import { answerByLink } from './answer-by-link.ts'
import { says, solutionArrives, solutionIs, ticketHasFile, ticketIs } from './expect.ts'
import { picture } from './pictures.ts'
import type { Stage } from './stage.ts'

const subject: Said = {
  en: 'The label printer cuts addresses in half',
  fr: 'L’étiqueteuse coupe les adresses en deux',
}

const question: Said = {
  en: 'Hello,\n\nSince this morning the label printer in the stockroom cuts every address after the third line. I put the preview in the attachment.\n\nThere are forty parcels to go out before four o’clock.\n\nThank you,\nEmma',
  fr: 'Bonjour,\n\nDepuis ce matin, l’étiqueteuse de la réserve coupe chaque adresse après la troisième ligne. Je joins l’aperçu.\n\nNous avons quarante colis à expédier avant seize heures.\n\nMerci,\nCamille',
}

const answer: Said = {
  en: 'Hello Emma,\n\nThank you for the picture, that helps. Which size is printed on the edge of the roll?\n\nDaniel',
  fr: 'Bonjour Camille,\n\nMerci pour l’image, elle m’aide bien. Quel format est imprimé sur le bord du rouleau ?\n\nJulien',
}

const detail: Said = {
  en: 'Hello Daniel,\n\nIt is not the size of the window, see the photo.\n\nEmma',
  fr: 'Bonjour Julien,\n\nCe n’est pas le format de la fenêtre, voyez la photo.\n\nCamille',
}

const solution: Said = {
  en: 'Last night’s update had set the labels to 62 × 29 mm. I have put them back to 62 × 100 mm and locked the setting.',
  fr: 'La mise à jour de cette nuit avait réglé les étiquettes sur 62 × 29 mm. Je les ai remises à 62 × 100 mm et j’ai verrouillé le réglage.',
}

/** The first ticket, from its mail to its end; gives its number. */
export async function playPrinter(stage: Stage): Promise<number> {
  const id = await open(stage)
  await discuss(stage, id)
  await solve(stage, id)
  return id
}

async function open(stage: Stage): Promise<number> {
  const { requester, cast, language } = stage.world
  const screenshot = await picture('preview', language)
  stage.step({
    en: 'Emma writes to the desk, with a screenshot attached',
    fr: 'Camille écrit au support, avec une capture d’écran',
  })
  await requester.send({
    to: cast.desk.address,
    subject: subject[language],
    text: question[language],
    files: [screenshot],
  })
  const receipt = await stage.arrives(requester, { en: 'Emma has the receipt', fr: 'Camille a reçu l’accusé' })
  const id = stage.numberOf(receipt)
  await ticketIs(stage, id, 'incoming', { en: `Ticket ${id} is open`, fr: `Le ticket ${id} est ouvert` })
  await ticketHasFile(stage, id, screenshot, {
    en: 'The screenshot is on the ticket',
    fr: 'La capture d’écran est jointe au ticket',
  })
  return id
}

async function discuss(stage: Stage, id: number): Promise<void> {
  const { requester, technician, language } = stage.world
  stage.step({
    en: 'Daniel, technician, gets the notice and replies',
    fr: 'Julien, technicien, reçoit l’avis et répond',
  })
  const notice = await stage.arrives(
    technician,
    { en: 'Daniel has the notice of the new ticket', fr: 'Julien a l’avis du nouveau ticket' },
    says(stage, question[language].split('\n\n')[1] ?? ''),
  )
  await technician.reply(notice, answer[language])
  const answered = await stage.arrives(
    requester,
    { en: 'Emma has the answer', fr: 'Camille a la réponse' },
    says(stage, answer[language].split('\n\n')[1] ?? ''),
  )
  await ticketIs(stage, id, 'assigned', {
    en: 'Who answers takes the ticket: it is Daniel’s',
    fr: 'Qui répond prend le ticket : il est attribué à Julien',
  })

  stage.step({ en: 'Emma replies with a second attachment', fr: 'Camille répond avec une seconde pièce jointe' })
  const photo = await picture('roll', language)
  await requester.reply(answered, detail[language], [photo])
  await ticketHasFile(stage, id, photo, { en: 'The photo is on the ticket', fr: 'La photo est jointe au ticket' })
}

async function solve(stage: Stage, id: number): Promise<void> {
  const { requester, technician, language } = stage.world
  stage.step({ en: 'Daniel replies with /solve', fr: 'Julien répond avec /solve' })
  const told = await stage.arrives(
    technician,
    { en: 'Daniel has Emma’s reply', fr: 'Julien a la réponse de Camille' },
    says(stage, detail[language].split('\n\n')[1] ?? ''),
  )
  await technician.reply(told, `/solve\n${solution[language]}`)
  const offered = await solutionArrives(stage, requester, solution[language], {
    en: 'Emma is offered the solution',
    fr: 'La solution est proposée à Camille',
  })
  await ticketIs(stage, id, 'solved', { en: 'The ticket is solved', fr: 'Le ticket est résolu' })

  stage.step({ en: 'Emma approves it by the link in the mail', fr: 'Camille l’approuve par le lien du message' })
  await answerByLink(stage, id, offered)
  await solutionIs(stage, id, 'accepted', 'link', {
    en: 'The solution is approved, by the link',
    fr: 'La solution est approuvée, par le lien',
  })
  await ticketIs(stage, id, 'closed', { en: 'The ticket is closed', fr: 'Le ticket est clos' })
  await stage.arrives(requester, { en: 'Emma has the confirmation', fr: 'Camille a la confirmation' })
}
