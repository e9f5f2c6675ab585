import { isUnborn, pendingMigrations } from '../../store/migrate.ts'
import type { Store } from '../../store/types.ts'
import { NothingYet, NotTried } from './finding.ts'
import type { Patient } from './patient.ts'

/** The database for checks that only need it: where it does not open, the check of the database says why. */
export async function openedStore({ instruments }: Patient): Promise<Store> {
  try {
    return await instruments.store()
  } catch (error) {
    if (error instanceof NothingYet) throw error
    throw new NotTried({ en: 'the database does not open', fr: 'la base de données ne s’ouvre pas' })
  }
}

/** The same, with all tables there. */
export async function migratedStore(patient: Patient): Promise<Store> {
  const store = await openedStore(patient)
  if (await isUnborn(store)) throw new NothingYet('the database is empty')
  if ((await pendingMigrations(store)).length === 0) return store
  throw new NotTried({ en: 'the database is not migrated yet', fr: 'la base de données n’est pas encore migrée' })
}
