import type { Check } from '../check.ts'
import { right } from '../finding.ts'

/** Sound, or the others could not have been tried. */
export const settings: Check = {
  name: 'settings',
  title: { en: 'Settings', fr: 'Configuration' },
  probes: ({ file, settings: { entities, persons }, mailboxes }) => [
    {
      subject: file,
      run: async () => [
        right({
          en: `Sound: entities ${entities.length}, mailboxes ${mailboxes.length}, persons ${persons.length}.`,
          fr: `Correcte : entités ${entities.length}, collecteurs ${mailboxes.length}, personnes ${persons.length}.`,
        }),
      ],
    },
  ],
}
