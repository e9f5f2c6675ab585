import { readAliasSuggestions, readTrouble } from '../../../store/queries/desk-trouble.ts'
import type { Check } from '../check.ts'
import { migratedStore } from '../database.ts'
import { type Finding, right, type Words, warning, wrong } from '../finding.ts'
import type { Patient } from '../patient.ts'

/** What stands still and waits for a person. */
export const trouble: Check = {
  name: 'trouble',
  title: { en: 'What waits for somebody', fr: 'Ce qui attend quelqu’un' },
  probes: (patient) => [{ subject: '', run: () => tryTrouble(patient) }],
}

async function tryTrouble(patient: Patient): Promise<Finding[]> {
  const store = await migratedStore(patient)
  const { pausedMailboxes, pausedTransports, parkedInbound, parkedOutbound, heldOutbound } = await readTrouble(store)
  const findings = [
    ...pausedMailboxes.map(({ key, reason }) => pausedMailbox(key, reason)),
    ...pausedTransports.map(({ key, reason }) => pausedTransport(key, reason)),
    ...(parkedInbound > 0 ? [parkedIn(parkedInbound)] : []),
    ...(parkedOutbound > 0 ? [parkedOut(parkedOutbound)] : []),
    ...(heldOutbound > 0 ? [heldOut(heldOutbound)] : []),
    ...(await readAliasSuggestions(store)).map(({ address, entity, seen }) => alias(address, entity, seen)),
  ]
  return findings.length > 0 ? findings : [right({ en: 'Nothing.', fr: 'Rien.' })]
}

const pausedMailbox = (key: string, reason: string): Finding =>
  wrong(
    { en: `The mailbox ${key} is paused: ${reason}`, fr: `Le collecteur ${key} est en pause : ${reason}` },
    reason.startsWith('uidvalidity')
      ? {
          en: `Its folder was rebuilt. Say whether what stands there is new: guichet mailbox resume ${key} --standing take, or else leave.`,
          fr: `Son dossier a été reconstruit. Dites si ce qui s’y trouve est nouveau : guichet mailbox resume ${key} --standing take, ou sinon leave.`,
        }
      : {
          en: 'Give the right password; it is tried again by itself.',
          fr: 'Donnez le bon mot de passe ; il est réessayé tout seul.',
        },
  )

const pausedTransport = (key: string, reason: string): Finding =>
  wrong(
    { en: `The transport ${key} is paused: ${reason}`, fr: `Le serveur d’envoi ${key} est en pause : ${reason}` },
    { en: 'Once the cause is mended: guichet outbox resume', fr: 'Une fois la cause réparée : guichet outbox resume' },
  )

const parkedIn = (count: number): Finding =>
  warning(counted(count, 'could not be processed', 'n’ont pas pu être traités'), {
    en: 'guichet mail list --outcome parked shows them, guichet mail replay tries again.',
    fr: 'guichet mail list --outcome parked les montre, guichet mail replay réessaie.',
  })

const parkedOut = (count: number): Finding =>
  warning(counted(count, 'could not be delivered', 'n’ont pas pu être remis'), {
    en: 'guichet outbox list --status parked shows them, guichet outbox retry tries again.',
    fr: 'guichet outbox list --status parked les montre, guichet outbox retry réessaie.',
  })

const heldOut = (count: number): Finding =>
  warning(
    { en: `Mails of ours that are held: ${count}.`, fr: `Messages de notre part qui sont retenus : ${count}.` },
    {
      en: 'guichet outbox list --status held says why, guichet outbox retry with its number sends one.',
      fr: 'guichet outbox list --status held dit pourquoi, guichet outbox retry avec son numéro en envoie un.',
    },
  )

const counted = (count: number, en: string, fr: string): Words => ({
  en: `Mails that ${en}: ${count}.`,
  fr: `Messages qui ${fr} : ${count}.`,
})

const alias = (address: string, entity: string, seen: number): Finding =>
  warning(
    {
      en: `Mail for ${address} came to ${entity} ${seen} times, and no mailbox names it.`,
      fr: `Du courrier pour ${address} est arrivé ${seen} fois chez ${entity}, et aucun collecteur ne la nomme.`,
    },
    { en: 'If it is the desk’s, add it to aliases.', fr: 'Si c’est une adresse du support, ajoutez-la à aliases.' },
  )
