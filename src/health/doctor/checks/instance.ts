import type { Language } from '../../../i18n/language.ts'
import { type Difference, findDifferences } from '../../../outbox/mute.ts'
import type { Check } from '../check.ts'
import { migratedStore } from '../database.ts'
import { type Finding, right, type Words, warning } from '../finding.ts'
import type { Patient } from '../patient.ts'

/** Whether this desk speaks at all: a copy of a database and a mailbox that only listens send nothing. */
export const instance: Check = {
  name: 'instance',
  title: { en: 'Instance', fr: 'Instance' },
  probes: (patient) => [
    { subject: patient.hostName, run: () => tryInstance(patient) },
    ...patient.mailboxes
      .filter(({ settings }) => settings.listenOnly)
      .map(({ setup }) => ({ subject: setup.key, run: async () => [listens] })),
  ],
}

async function tryInstance(patient: Patient): Promise<Finding[]> {
  const differences = await differencesOf(patient)
  if (differences.length > 0) return [muted(differences)]
  return [
    right({ en: 'This database lives here, and mails go out.', fr: 'Cette base vit ici, et les messages partent.' }),
  ]
}

/** What makes this desk a copy. One without keys has never run: it will be the first. */
export async function differencesOf(patient: Patient): Promise<Difference[]> {
  const keys = await patient.instruments.keys()
  const store = await migratedStore(patient)
  return await findDifferences(store, {
    id: keys?.instanceId ?? '',
    hostName: patient.hostName,
    dataFolder: patient.settings.data,
  })
}

const names: Record<Difference['what'], Words> = {
  instance: { en: 'instance', fr: 'instance' },
  host: { en: 'host', fr: 'machine' },
  'data folder': { en: 'data folder', fr: 'arborescence de données' },
}

function muted(differences: readonly Difference[]): Finding {
  const tell = (language: Language, not: string) =>
    differences.map(({ what, known, now }) => `${names[what][language]} (${known}, ${not} ${now})`)
  return warning(
    {
      en: `Nothing is sent, since this database belongs to another ${tell('en', 'not').join(' and ')}.`,
      fr: `Rien n’est envoyé, car cette base appartient à une autre ${tell('fr', 'non').join(' et ')}.`,
    },
    {
      en: 'If it really moved, and no other copy sends mail: guichet adopt',
      fr: 'Si elle a vraiment déménagé, et qu’aucune autre copie n’envoie : guichet adopt',
    },
  )
}

const listens = warning(
  {
    en: 'listenOnly: takes mails in, sends and moves nothing.',
    fr: 'listenOnly : lit les messages, n’envoie et ne déplace rien.',
  },
  {
    en: 'Write listenOnly: false once what it would do is right.',
    fr: 'Écrivez listenOnly: false quand ce qu’il ferait convient.',
  },
)
