import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '../../src/store/migrate.ts'
import { openStore } from '../../src/store/open-store.ts'
import type { Store } from '../../src/store/types.ts'

export interface TemporaryStore {
  store: Store
  /** A folder of its own, where files may be put too. */
  folder: string
  /** Closes the store and removes the folder. */
  remove(): Promise<void>
}

/** A migrated, empty SQLite store in a folder of its own. For MariaDB see mariadb.ts. */
export async function temporaryStore(): Promise<TemporaryStore> {
  const folder = await mkdtemp(join(tmpdir(), 'guichet-store-'))
  const file = join(folder, 'guichet.sqlite')
  migrated ??= migratedFile()
  await writeFile(file, await migrated)
  const store = await openStore({ dialect: 'sqlite', file })
  return {
    store,
    folder,
    remove: async () => {
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

let migrated: Promise<Buffer> | undefined

/** Migrated once a test file, then copied: many times faster. */
async function migratedFile(): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'guichet-store-'))
  const file = join(folder, 'migrated.sqlite')
  const store = await openStore({ dialect: 'sqlite', file })
  await migrate(store)
  // Closing it writes all of the log into the file.
  await store.close()
  const content = await readFile(file)
  await rm(folder, { recursive: true })
  return content
}
