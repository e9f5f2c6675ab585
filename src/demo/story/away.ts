import type { Said } from '../said.ts'
import type { OpenTicket } from './calendar.ts'
import { says } from './expect.ts'
import type { Stage } from './stage.ts'

const question: Said = {
  en: 'Hello Emma,\n\nWhich phone is it? I will come by with the right settings.\n\nDaniel',
  fr: 'Bonjour Camille,\n\nDe quel téléphone s’agit-il ? Je passerai avec les bons réglages.\n\nJulien',
}

const subject: Said = { en: 'Automatic reply: out of the office', fr: 'Réponse automatique : absente du bureau' }

const text: Said = {
  en: 'I am out of the office until Monday and will read your mail then.\n\nEmma Clarke',
  fr: 'Je suis absente jusqu’à lundi et lirai votre message à mon retour.\n\nCamille Martin',
}

/** A machine's mail is written down, changes nothing, and nobody answers it. */
export async function playAway(stage: Stage, { id, notice }: OpenTicket): Promise<void> {
  const { requester, technician, language } = stage.world
  stage.step({
    en: 'Daniel asks for more; Emma’s absence assistant answers',
    fr: 'Julien demande une précision ; l’assistant d’absence de Camille répond',
  })
  await technician.reply(notice, question[language])
  const asked = await stage.arrives(
    requester,
    { en: 'Emma’s mailbox has the question', fr: 'La question est dans la boîte de Camille' },
    says(stage, question[language].split('\n\n')[1] ?? ''),
  )
  const before = technician.mailbox.mails('INBOX').length
  await requester.replyAway(asked, subject[language], text[language])
  await stage.becomes(
    { en: 'The absence is recognised', fr: 'L’absence est reconnue' },
    requester.person.address,
    subject[language],
    'ignored',
  )
  await stage.holds({ en: 'It stands on the ticket', fr: 'Elle est notée sur le ticket' }, async () => {
    const { events } = await stage.ticket(id)
    const last = events.at(-1)
    return last?.kind === 'machine-mail-recorded' ? null : (last?.kind ?? '–')
  })
  await stage.nothingNew({ en: 'Nobody answers it', fr: 'Personne n’y répond' }, requester)
  await stage.holds({ en: 'Daniel is not disturbed', fr: 'Julien n’est pas dérangé' }, async () => {
    const now = technician.mailbox.mails('INBOX').length
    return now === before ? null : String(now - before)
  })
}
