import { isUnborn, pendingMigrations, unknownMigrations } from '../../../store/migrate.ts'
import type { Check } from '../check.ts'
import { openedStore } from '../database.ts'
import { type Finding, nothingYet, right, warning, wrong } from '../finding.ts'
import type { Patient } from '../patient.ts'

/** Whether the tables are those of this version. */
export const migrations: Check = {
  name: 'migrations',
  title: { en: 'Migrations', fr: 'Migrations' },
  probes: (patient) => [{ subject: '', run: () => tryMigrations(patient) }],
}

async function tryMigrations(patient: Patient): Promise<Finding[]> {
  const store = await openedStore(patient)
  if (await isUnborn(store)) return [nothingYet]
  const unknown = await unknownMigrations(store)
  if (unknown.length > 0) return [newer(unknown)]
  const pending = await pendingMigrations(store)
  if (pending.length > 0) return [due(pending)]
  return [right({ en: 'The database is up to date.', fr: 'La base de données est à jour.' })]
}

const newer = (names: readonly string[]): Finding =>
  wrong(
    {
      en: `The database belongs to a newer version of Guichet (${names.join(', ')}).`,
      fr: `La base de données est celle d’une version plus récente de Guichet (${names.join(', ')}).`,
    },
    {
      en: 'Run that version, or restore the backup from before it.',
      fr: 'Lancez cette version, ou restaurez la sauvegarde d’avant.',
    },
  )

const due = (names: readonly string[]): Finding =>
  warning(
    { en: `Not migrated yet: ${names.join(', ')}.`, fr: `Pas encore migré : ${names.join(', ')}.` },
    {
      en: 'Back it up, then: guichet migrate (a start does it too).',
      fr: 'Sauvegardez, puis : guichet migrate (un démarrage le fait aussi).',
    },
  )
