import type { Dirent } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PermanentError } from '../errors.ts'

/** Where templates are. A file of the overrides folder stands for the shipped one of the same name. */
export interface TemplateFolders {
  folder: string
  overridesFolder?: string | undefined
}

export interface TemplateFile {
  /** Where it was read, for people who have to mend it. */
  path: string
  text: string
}

/** The templates that come with Guichet. */
export const shippedTemplates = fileURLToPath(new URL('../../templates', import.meta.url))

/** Names are paths below the folder, of plain words: nothing that an include says leads out of it. */
const NAME = /^[a-z][a-z0-9-]*(?:\/[a-z][a-z0-9-]*)*(?:\.[a-z]+)+$/

/** Reads `solved/fr.txt.hbs`, from the overrides where they have it; null where it is missing. */
export async function readTemplate(folders: TemplateFolders, name: string): Promise<TemplateFile | null> {
  if (!NAME.test(name)) return null
  for (const folder of [folders.overridesFolder, folders.folder]) {
    if (!folder) continue
    const path = join(folder, name)
    const text = await readIfThere(path)
    if (text !== null) return { path, text: text.replaceAll('\r\n', '\n') }
  }
  return null
}

/** The names of all files below the folders, sorted. */
export async function listTemplates(folders: TemplateFolders): Promise<string[]> {
  const names = new Set<string>()
  for (const folder of [folders.overridesFolder, folders.folder]) {
    if (!folder) continue
    for (const entry of await readFolder(folder)) {
      if (!entry.isFile()) continue
      const path = join(entry.parentPath, entry.name)
      names.add(path.slice(join(folder, '/').length).replaceAll('\\', '/'))
    }
  }
  return [...names].sort()
}

async function readFolder(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { recursive: true, withFileTypes: true })
  } catch (cause) {
    throw new PermanentError('template-folder', `The folder of mail templates ${folder} cannot be read`, {
      cause,
      french: `Le dossier de modèles de notification ${folder} ne peut pas être lu`,
    })
  }
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
