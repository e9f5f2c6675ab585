import { resolve } from 'node:path'
import type { Settings } from './schema.ts'

/** Makes the paths of the settings absolute: those of the file's own folder, and the SQLite file below the data folder. */
export function resolvePaths(settings: Settings, folder: string): Settings {
  const { database, lmtp, templates, personsFile } = settings
  const data = resolve(folder, settings.data)
  return {
    ...settings,
    data,
    database: database.dialect === 'sqlite' ? { ...database, file: resolve(data, database.file) } : database,
    lmtp: lmtp.socket === undefined ? lmtp : { ...lmtp, socket: resolve(folder, lmtp.socket) },
    templates: templates === undefined ? undefined : resolve(folder, templates),
    personsFile: personsFile === undefined ? undefined : resolve(folder, personsFile),
  }
}
