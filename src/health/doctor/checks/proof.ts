import type { ResolvedEntity } from '../../../settings/resolved.ts'
import type { Check } from '../check.ts'
import { type Finding, right, warning } from '../finding.ts'

/** How far each entity asks its technicians to be proved. */
export const proof: Check = {
  name: 'proof',
  title: { en: 'Proof of senders', fr: 'Preuve des expéditeurs' },
  probes: ({ settings }) =>
    settings.entities.map((entity) => ({ subject: entity.key, run: async () => tryEntity(entity) })),
}

function tryEntity({ proof: rule }: ResolvedEntity): Finding[] {
  if (rule.technicians === 'tokened') return [weakened]
  return [
    right({
      en: 'Commands and words of technicians need a verified sender.',
      fr: 'Les commandes et les mots des techniciens exigent un expéditeur vérifié.',
    }),
  ]
}

const weakened = warning(
  {
    en: 'proof.technicians is tokened: whoever has seen a mail of ours, by a forward or a reply to all, can act in a technician’s name.',
    fr: 'proof.technicians vaut tokened : qui a vu un de nos messages, transféré ou en copie, peut agir au nom d’un technicien.',
  },
  {
    en: 'Write verified; DKIM with DMARC, proof.authservIds or proof.internalRoutes prove technicians.',
    fr: 'Écrivez verified ; DKIM avec DMARC, proof.authservIds ou proof.internalRoutes prouvent les techniciens.',
  },
)
