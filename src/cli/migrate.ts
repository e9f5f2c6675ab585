import { storeOptions } from '../app-setups.ts'
import { commandWords } from '../i18n/command-words.ts'
import type { Language } from '../i18n/language.ts'
import { loadDatabaseSettings } from '../settings/load-settings.ts'
import { migrate } from '../store/migrate.ts'
import { openStore } from '../store/open-store.ts'

/** A line for each migration that ran. */
export async function migrateDatabase(
  configFile: string,
  language: Language,
  write: (line: string) => void,
): Promise<void> {
  const words = commandWords[language]
  const store = await openStore(storeOptions(await loadDatabaseSettings(configFile)))
  try {
    const names = await migrate(store)
    for (const name of names) write(words.migrated(name))
    if (names.length === 0) write(words.upToDate)
  } finally {
    await store.close()
  }
}
