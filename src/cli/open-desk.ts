import { existsSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { storeOptions } from '../app-setups.ts'
import { syncSettings } from '../desk/sync-settings.ts'
import { PermanentError } from '../errors.ts'
import type { InstanceSettings } from '../outbox/settings.ts'
import type { Directory } from '../settings/directory.ts'
import { type Keys, loadKeys } from '../settings/keys.ts'
import { loadDatabaseSettings } from '../settings/load-settings.ts'
import type { ResolvedSettings } from '../settings/resolved.ts'
import { createMarks, type Marks } from '../signing/marks.ts'
import type { FileStorage } from '../store/files.ts'
import { localFiles } from '../store/local-files.ts'
import { isUnborn, pendingMigrations } from '../store/migrate.ts'
import { openStore, type StoreOptions } from '../store/open-store.ts'
import type { Store } from '../store/types.ts'

/** A desk as a command works on it, beside the service or without it. */
export interface OpenDesk {
  settings: ResolvedSettings
  store: Store
  files: FileStorage
  keys: Keys
  marks: Marks
  instance: InstanceSettings
  /** Writes entities, mailboxes and persons of the settings into the database first, as a start does. */
  directory(): Promise<Directory>
}

/** Opens the desk of a settings file, runs `work` with it and closes it. It must have been started once, and its database be migrated. */
export async function withDesk<R>(configFile: string, work: (desk: OpenDesk) => Promise<R>): Promise<R> {
  const settings = await loadDatabaseSettings(configFile)
  const options = storeOptions(settings)
  // Opening would make the file, and make it belong to whoever typed the command.
  if (options.dialect === 'sqlite' && !existsSync(options.file)) throw neverStarted(options)
  const store = await openStore(options)
  try {
    if (await isUnborn(store)) throw neverStarted(options)
    await checkMigrated(store)
    return await work(await deskOver(settings, store))
  } finally {
    await store.close()
  }
}

function neverStarted(options: StoreOptions): PermanentError {
  return new PermanentError(
    'store-unborn',
    'There is nothing yet: the first start makes the database. Type: guichet start',
    {
      detail: options.dialect === 'sqlite' ? options.file : options.database,
      french: 'Il n’y a encore rien : le premier démarrage crée la base de données. Tapez : guichet start',
    },
  )
}

async function checkMigrated(store: Store): Promise<void> {
  const pending = await pendingMigrations(store)
  if (pending.length === 0) return
  throw new PermanentError('store-not-migrated', 'The database is not up to date; type: guichet migrate', {
    detail: pending.join(', '),
    french: 'La base de données n’est pas à jour ; tapez : guichet migrate',
  })
}

async function deskOver(settings: ResolvedSettings, store: Store): Promise<OpenDesk> {
  const keys = await loadKeys(settings.data)
  const { prefix, web } = settings
  return {
    settings,
    store,
    files: await localFiles(join(settings.data, 'files')),
    keys,
    marks: createMarks(keys.signing),
    instance: { id: keys.instanceId, prefix, webUrl: web.url, hostName: hostname(), dataFolder: settings.data },
    directory: () => syncSettings(store, settings, Date.now()),
  }
}
