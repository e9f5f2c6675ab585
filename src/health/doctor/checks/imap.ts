import { LoginRefused } from '../../../receive/imap/client.ts'
import type { MailboxLook } from '../../../receive/imap/look-at-mailbox.ts'
import type { Check } from '../check.ts'
import { answerOf } from '../examine.ts'
import { type Finding, right, same, type Words, warning, wrong } from '../finding.ts'
import type { Patient } from '../patient.ts'
import type { PatientMailbox } from '../patient-mailbox.ts'

/** Each mailbox by IMAP: login, folders, and what the server can do. */
export const imap: Check = {
  name: 'imap',
  title: same('IMAP'),
  probes: (patient) =>
    patient.mailboxes
      .filter(({ setup }) => setup.imap !== null)
      .map((mailbox) => ({ subject: mailbox.setup.key, seconds: 40, run: () => tryMailbox(patient, mailbox) })),
}

async function tryMailbox({ instruments }: Patient, mailbox: PatientMailbox): Promise<Finding[]> {
  const user = mailbox.setup.imap?.user ?? ''
  try {
    const look = await instruments.mailbox(mailbox)
    return [loggedIn(user, look), ...lacksOf(mailbox, look)]
  } catch (error) {
    if (error instanceof LoginRefused) return [refused(user, error.answer)]
    return [unreadable(answerOf(error))]
  }
}

const wanted = ['MOVE', 'UIDPLUS', 'IDLE', 'CONDSTORE']

function loggedIn(user: string, { capabilities, mails }: MailboxLook): Finding {
  const has = wanted.filter((name) => capabilities.has(name)).join(', ')
  return right({
    en: `${user} is logged in; ${mails} mails; the server has ${has || 'the least of IMAP'}.`,
    fr: `${user} est connecté ; ${mails} messages ; le serveur connaît ${has || 'le minimum d’IMAP'}.`,
  })
}

const refused = (user: string, answer: string): Finding =>
  wrong(
    {
      en: `The server refuses the login of ${user}: ${answer}`,
      fr: `Le serveur refuse la connexion de ${user} : ${answer}`,
    },
    {
      en: 'Check user and password (or refresh token) under imap, and whether the account may use IMAP.',
      fr: 'Vérifiez l’utilisateur et le mot de passe (ou le jeton) sous imap, et que ce compte a droit à IMAP.',
    },
  )

const unreadable = (reason: Words): Finding =>
  wrong(
    { en: `The mailbox cannot be read: ${reason.en}`, fr: `La boîte ne peut pas être lue : ${reason.fr}` },
    {
      en: 'Check host, port, tls, ca and folders under imap.',
      fr: 'Vérifiez host, port, tls, ca et folders sous imap.',
    },
  )

function lacksOf(
  { setup: { imap } }: PatientMailbox,
  { capabilities, takesKeywords, readOnly }: MailboxLook,
): Finding[] {
  if (imap === null) return []
  if (readOnly && !imap.listenOnly) return [onlyRead(imap.folders.inbox)]
  const lacks: Finding[] = []
  if (imap.after !== 'flag' && !imap.listenOnly && !(capabilities.has('MOVE') && capabilities.has('UIDPLUS')))
    lacks.push(onlyFlags(imap.after))
  if (imap.after === 'flag' && !takesKeywords && !imap.listenOnly) lacks.push(noKeyword(imap.keyword))
  if (!capabilities.has('IDLE')) lacks.push(noIdle(imap.pollSeconds))
  return lacks
}

const onlyRead = (folder: string): Finding =>
  wrong(
    {
      en: `The server lets us only read ${folder}: processed mails stay there, unmarked.`,
      fr: `Le serveur ne nous laisse que lire ${folder} : les messages traités y restent, sans marque.`,
    },
    {
      en: 'Give this user the right to change the folder, or set listenOnly: true for this mailbox.',
      fr: 'Donnez à cet utilisateur le droit de modifier ce dossier, ou mettez listenOnly: true pour ce collecteur.',
    },
  )

const onlyFlags = (after: string): Finding =>
  warning(
    {
      en: `The server lacks MOVE or UIDPLUS: processed mails are flagged, not handled by after: ${after}.`,
      fr: `Le serveur n’a pas MOVE ou UIDPLUS : les messages traités sont marqués, sans suivre after: ${after}.`,
    },
    {
      en: 'Write after: flag, so that the settings say what happens, or use a server that has both.',
      fr: 'Écrivez after: flag, pour que la configuration dise vrai, ou prenez un serveur qui a les deux.',
    },
  )

const noKeyword = (keyword: string): Finding =>
  warning(
    {
      en: `The server keeps no keywords of ours: processed mails become read, without “${keyword}”.`,
      fr: `Le serveur ne garde pas nos mots-clés : les messages traités sont lus, sans « ${keyword} ».`,
    },
    { en: 'Write after: move.', fr: 'Écrivez after: move.' },
  )

const noIdle = (seconds: number): Finding =>
  warning(
    {
      en: `The server has no IDLE: new mails are found every ${seconds} seconds.`,
      fr: `Le serveur n’a pas IDLE : les nouveaux messages sont vus toutes les ${seconds} secondes.`,
    },
    { en: 'A smaller pollSeconds finds them sooner.', fr: 'Un pollSeconds plus petit les trouve plus tôt.' },
  )
