import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pathText, type SettingsProblem } from './settings-error.ts'
import type { Secret } from './values.ts'
import { fileTrouble } from './yaml-file.ts'

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
  const fail = (path: readonly PropertyKey[], text: string): string => {
    problems.push({ path, text: `${pathText(path)}: ${text}` })
    return ''
  }
  const fromFile = async (name: string, path: readonly PropertyKey[], isSecret: boolean): Promise<string> => {
    const file = resolve(folder, name)
    const read = await readBounded(file, isSecret)
    return 'trouble' in read ? fail(path, `${file}: ${read.trouble}`) : read.text
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
        ? fail(path, `the environment variable ${secret.env} is not set, or is empty.`)
        : value
    },
  }
}

async function readBounded(file: string, isSecret: boolean): Promise<{ text: string } | { trouble: string }> {
  try {
    const { mode, size } = await stat(file)
    if (isSecret && isOpenToAll(file, mode))
      return { trouble: `every user of this machine may read or change it; type: chmod 600 ${file}` }
    if (size > largestSecret) return { trouble: `it has ${size} octets; allowed: at most ${largestSecret}.` }
    const text = (await readFile(file, 'utf8')).replace(/\r?\n$/, '')
    return text === '' ? { trouble: 'it is empty.' } : { text }
  } catch (error) {
    return { trouble: fileTrouble(error) }
  }
}

/** The group may read: services often get their secrets that way. */
function isOpenToAll(file: string, mode: number): boolean {
  return process.platform !== 'win32' && !file.startsWith(containerSecrets) && (mode & 0o007) !== 0
}
