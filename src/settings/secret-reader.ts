import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Sentence } from '../i18n/sentence.ts'
import { pathText, type SettingsProblem } from './settings-error.ts'
import type { Secret } from './values.ts'
import { at, fileTrouble } from './yaml-file.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** Reads the secrets of the settings, and keeps what was wrong with them. */
export interface SecretReader {
  secret(secret: Secret, path: readonly PropertyKey[]): Promise<string>
  /** A PEM file that is no secret, such as an authority's certificate. */
  certificate(file: string, path: readonly PropertyKey[]): Promise<string>
  readonly problems: SettingsProblem[]
  /** Paths of the secrets that stand in the settings themselves. */
  readonly inline: string[]
}

const largestSecret = 65_536
/** Docker mounts secrets there, readable by all within the container. */
const containerSecrets = '/run/secrets/'

/** Paths are relative to `folder`. */
export function createSecretReader(folder: string, environment: Environment): SecretReader {
  const problems: SettingsProblem[] = []
  const inline: string[] = []
  const fail = (path: readonly PropertyKey[], text: Sentence): string => {
    problems.push({ path, text: at(pathText(path), text) })
    return ''
  }
  const fromFile = async (name: string, path: readonly PropertyKey[], isSecret: boolean): Promise<string> => {
    const file = resolve(folder, name)
    const read = await readBounded(file, isSecret)
    return 'trouble' in read ? fail(path, at(file, read.trouble)) : read.text
  }
  return {
    problems,
    inline,
    certificate: (file, path) => fromFile(file, path, false),
    async secret(secret, path) {
      if (typeof secret === 'string') {
        if (secret !== '') inline.push(pathText(path))
        return secret
      }
      if ('file' in secret) return fromFile(secret.file, path, true)
      const value = environment[secret.env]
      return value === undefined || value === ''
        ? fail(path, {
            en: `the environment variable ${secret.env} is not set, or is empty.`,
            fr: `la variable d’environnement ${secret.env} n’est pas définie, ou est vide.`,
          })
        : value
    },
  }
}

async function readBounded(file: string, isSecret: boolean): Promise<{ text: string } | { trouble: Sentence }> {
  try {
    const { mode, size } = await stat(file)
    if (isSecret && isOpenToAll(file, mode))
      return {
        trouble: {
          en: `every user of this machine may read or change it; type: chmod 600 ${file}`,
          fr: `tout utilisateur de cette machine peut le lire ou le modifier ; tapez : chmod 600 ${file}`,
        },
      }
    if (size > largestSecret)
      return {
        trouble: {
          en: `it has ${size} octets; allowed: at most ${largestSecret}.`,
          fr: `il compte ${size} octets ; permis : ${largestSecret} au plus.`,
        },
      }
    const text = (await readFile(file, 'utf8')).replace(/\r?\n$/, '')
    return text === '' ? { trouble: { en: 'it is empty.', fr: 'il est vide.' } } : { text }
  } catch (error) {
    return { trouble: fileTrouble(error) }
  }
}

/** The group may read: services often get their secrets that way. */
function isOpenToAll(file: string, mode: number): boolean {
  return process.platform !== 'win32' && !file.startsWith(containerSecrets) && (mode & 0o007) !== 0
}
