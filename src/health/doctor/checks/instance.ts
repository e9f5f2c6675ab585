import { findMuteReason } from '../../../outbox/mute.ts'
import type { Check } from '../check.ts'
import { migratedStore } from '../database.ts'
import { type Finding, right, warning } from '../finding.ts'
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
  const reason = await muteReasonOf(patient)
  if (reason !== null) return [muted(reason)]
  return [
    right({ en: 'This database lives here, and mails go out.', fr: 'Cette base vit ici, et les messages partent.' }),
  ]
}

/** Why nothing is sent, or null. A desk without keys has never run: it will be the first. */
export async function muteReasonOf(patient: Patient): Promise<string | null> {
  const keys = await patient.instruments.keys()
  const store = await migratedStore(patient)
  return await findMuteReason(store, { id: keys?.instanceId ?? '', hostName: patient.hostName })
}

const muted = (reason: string): Finding =>
  warning(
    {
      en: `Nothing is sent: ${reason}`,
      fr: `Rien n’est envoyé, car cette base est une copie ou a changé de machine. ${reason}`,
    },
    {
      en: 'If it really moved, and no other copy sends mail: guichet adopt',
      fr: 'Si elle a vraiment déménagé, et qu’aucune autre copie n’envoie : guichet adopt',
    },
  )

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
