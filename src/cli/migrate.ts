import { storeOptions } from '../app-setups.ts'
import { loadSettings } from '../settings/load-settings.ts'
import { migrate } from '../store/migrate.ts'
import { openStore } from '../store/open-store.ts'

/** A line for each migration that ran. */
export async function migrateDatabase(configFile: string, write: (line: string) => void): Promise<void> {
  const store = await openStore(storeOptions(await loadSettings(configFile)))
  try {
    const names = await migrate(store)
    for (const name of names) write(`Migrated: ${name}`)
    if (names.length === 0) write('The database is up to date.')
  } finally {
    await store.close()
  }
}
