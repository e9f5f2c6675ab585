import type { ResolvedEntity, ResolvedSettings } from '../../../settings/resolved.ts'
import type { Check } from '../check.ts'
import { type Finding, right, warning, wrong } from '../finding.ts'

/** Whether somebody works the tickets of each entity, and somebody hears of trouble. */
export const people: Check = {
  name: 'people',
  title: { en: 'People', fr: 'Personnes' },
  probes: ({ settings }) =>
    settings.entities.map((entity) => ({ subject: entity.key, run: async () => tryEntity(settings, entity) })),
}

function tryEntity({ persons, alarms }: ResolvedSettings, { key, hearsNew }: ResolvedEntity): Finding[] {
  const roles = persons.map((person) => person.roles[key])
  const workers = persons.filter(({ roles: each }) => each[key] !== undefined && each[key] !== 'requester')
  if (workers.length === 0) return [nobodyWorks]
  const addresses = new Set(workers.flatMap((person) => person.addresses))
  const strangers = hearsNew.filter((address) => !addresses.has(address))
  const findings = [
    ...(strangers.length > 0 ? [hearsInVain(strangers)] : []),
    ...(alarms.to.length === 0 && !roles.includes('administrator') ? [nobodyHears] : []),
  ]
  if (findings.length > 0) return findings
  return [
    right({
      en: `Who works its tickets: ${workers.length}.`,
      fr: `Qui traite ses tickets : ${workers.length}.`,
    }),
  ]
}

const nobodyWorks = wrong(
  {
    en: 'Nobody works here: no one would hear of new tickets.',
    fr: 'Personne ne travaille ici : nul ne saurait les nouveaux tickets.',
  },
  { en: 'Name a technician under persons.', fr: 'Nommez un technicien sous persons.' },
)

const nobodyHears = warning(
  {
    en: 'There is no administrator, and alarms.to is empty: alarms are only in the log.',
    fr: 'Pas d’administrateur, et alarms.to est vide : les alarmes restent dans le journal.',
  },
  {
    en: 'Name an administrator under persons, or addresses in alarms.to.',
    fr: 'Nommez un administrateur sous persons, ou des adresses dans alarms.to.',
  },
)

const hearsInVain = (addresses: readonly string[]): Finding =>
  warning(
    {
      en: `hearsNew names people who do not work here and hear nothing: ${addresses.join(', ')}.`,
      fr: `hearsNew nomme des gens qui ne travaillent pas ici et n’entendent rien : ${addresses.join(', ')}.`,
    },
    { en: 'Give them a role in this entity under persons.', fr: 'Donnez-leur un rôle dans cette entité sous persons.' },
  )
