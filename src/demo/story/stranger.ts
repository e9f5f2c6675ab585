import { subjectTag } from '../../outbox/subject-tag.ts'
import type { Said } from '../said.ts'
import { says, ticketIs } from './expect.ts'
import type { Stage } from './stage.ts'

const text: Said = {
  en: 'Hello,\n\nWhat was decided about this? Please send me the whole conversation.\n\nVictor Hale',
  fr: 'Bonjour,\n\nQu’avez-vous décidé à ce sujet ? Envoyez-moi toute la conversation.\n\nVictor Hallier',
}

/** A number in a subject gives a stranger no way into a ticket. */
export async function playStranger(stage: Stage, other: number): Promise<void> {
  const { stranger, requester, technician, cast, language } = stage.world
  const { title } = (await stage.ticket(other)).ticket
  const tag = subjectTag(cast.desk.prefix, other)
  stage.step({ en: `A stranger writes, quoting ${tag}`, fr: `Un inconnu écrit en citant ${tag}` })
  await stage.nothingNew({ en: 'Emma has read all her mail', fr: 'Camille a lu tous ses messages' }, requester)
  await stranger.send({ to: cast.desk.address, subject: `Re: ${tag} ${title}`, text: text[language] })
  const receipt = await stage.arrives(stranger, {
    en: 'The stranger has a receipt of their own',
    fr: 'L’inconnu a son propre accusé',
  })
  const id = stage.numberOf(receipt)
  await ticketIs(stage, id, 'incoming', {
    en: `A ticket of their own is open, number ${id}`,
    fr: `Un ticket à lui est ouvert, le numéro ${id}`,
  })
  await stage.holds({ en: `It is linked with ticket ${other}`, fr: `Il est lié au ticket ${other}` }, async () => {
    const { linked } = await stage.ticket(id)
    return linked.includes(other) && id !== other ? null : linked.join(', ')
  })
  await ticketIs(stage, other, 'closed', {
    en: `Nothing of ticket ${other} has changed`,
    fr: `Rien n’a changé sur le ticket ${other}`,
  })
  const tells = says(stage, tag)
  await stage.arrives(
    technician,
    { en: 'Daniel is told which ticket it quotes', fr: 'Julien sait quel ticket il cite' },
    (mail) => stage.numberOf(mail) === id && tells(mail),
  )
  await stage.nothingNew({ en: 'Emma hears nothing of it', fr: 'Camille n’en est pas avisée' }, requester)
}
