import { resolve } from 'node:path'
import type { Settings } from './schema.ts'

/** Makes the paths of the settings absolute: they are relative to the file's folder. The SQLite file alone is relative to the data folder. */
export function resolvePaths(settings: Settings, folder: string): Settings {
  const { lmtp, templates, personsFile } = settings
  return {
    ...settings,
    data: resolve(folder, settings.data),
    lmtp: lmtp.socket === undefined ? lmtp : { ...lmtp, socket: resolve(folder, lmtp.socket) },
    templates: templates === undefined ? undefined : resolve(folder, templates),
    personsFile: personsFile === undefined ? undefined : resolve(folder, personsFile),
  }
}
