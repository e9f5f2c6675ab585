import { link, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type Randomness, systemRandomness } from '../clock.ts'
import { PermanentError } from '../errors.ts'
import { encodeOctets } from '../signing/base32.ts'
import type { MarkKey } from '../signing/marks.ts'
import { makeFolder } from './make-folder.ts'

/** What makes an installation itself. Lost, every link and reply address that ever went out is void: back it up. */
export interface Keys {
  /** Tells our own mail from that of another Guichet, and a copy of the database from the original. */
  instanceId: string
  /** The first signs, all verify. */
  signing: readonly (MarkKey & { id: string; secret: string })[]
}

const keyShape = z.strictObject({
  id: z.string().regex(/^[a-z2-7]{1,8}$/),
  secret: z.string().min(32),
  createdAt: z.iso.datetime(),
})
const fileShape = z.strictObject({ instanceId: z.string().min(8).max(60), signing: z.array(keyShape).min(1).max(1000) })
type KeyFile = z.infer<typeof fileShape>

/** `keys.json` in the data folder. */
export const keysPath = (dataFolder: string): string => join(dataFolder, 'keys.json')

/** The keys of the data folder, made at the first start. Two processes that start at once get the same ones. */
export async function loadKeys(dataFolder: string, randomness: Randomness = systemRandomness): Promise<Keys> {
  return (await readKeys(dataFolder)) ?? (await createKeys(dataFolder, randomness))
}

/** The keys that are there, or null. */
export async function readKeys(dataFolder: string): Promise<Keys | null> {
  return await readFileOf(keysPath(dataFolder))
}

/** Puts a new key first and keeps the others, so that marks which are on their way stay good. Gives the new key's id. */
export async function rotateKeys(dataFolder: string, randomness: Randomness = systemRandomness): Promise<string> {
  const path = keysPath(dataFolder)
  const known = await readFileOf(path)
  if (!known)
    throw new PermanentError('keys-missing', `There are no keys yet in ${dataFolder}: the first start makes them.`, {
      french: `Il n’y a pas encore de clés dans ${dataFolder} : le premier démarrage les crée.`,
    })
  const key = newKey(
    randomness,
    known.signing.map(({ id }) => id),
  )
  const temporary = await writeBeside(path, { ...known, signing: [key, ...known.signing] }, randomness)
  await rename(temporary, path)
  await syncFolder(dataFolder)
  return key.id
}

async function createKeys(dataFolder: string, randomness: Randomness): Promise<Keys> {
  const path = keysPath(dataFolder)
  await makeFolder(dataFolder)
  const keys: KeyFile = { instanceId: randomness.hex(16), signing: [newKey(randomness, [])] }
  const temporary = await writeBeside(path, keys, randomness)
  try {
    // Unlike a rename it fails where another process was quicker.
    await link(temporary, path)
    await syncFolder(dataFolder)
    return keys
  } catch (error) {
    const known = await readFileOf(path)
    if (known) return known
    throw error
  } finally {
    await rm(temporary, { force: true })
  }
}

async function readFileOf(path: string): Promise<KeyFile | null> {
  const found = await stat(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  })
  if (!found) return null
  if (process.platform !== 'win32' && (found.mode & 0o007) !== 0)
    throw new PermanentError('keys-open', `Every user of this machine may read ${path}; type: chmod 600 ${path}`, {
      french: `Tout utilisateur de cette machine peut lire ${path} ; tapez : chmod 600 ${path}`,
    })
  const keys = fileShape.safeParse(parseJson(await readFile(path, 'utf8')))
  if (keys.success) return keys.data
  throw new PermanentError('keys-broken', `${path} is damaged: restore it from a backup.`, {
    french: `${path} est abîmé : restaurez-le d’une sauvegarde.`,
    // Never the values: they are secrets.
    detail: keys.error.issues.map(({ code, path: where }) => `${where.join('.')}: ${code}`).join(', '),
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Its id stands in every mark, and a local part is short: two characters. */
function newKey(randomness: Randomness, known: readonly string[]): KeyFile['signing'][number] {
  for (;;) {
    const id = encodeOctets(Buffer.from(randomness.hex(5), 'hex')).slice(0, 2)
    if (!known.includes(id)) return { id, secret: randomness.hex(32), createdAt: new Date().toISOString() }
  }
}

async function writeBeside(path: string, keys: KeyFile, randomness: Randomness): Promise<string> {
  const temporary = `${path}.${randomness.hex(4)}`
  const file = await open(temporary, 'wx', 0o600)
  try {
    await file.writeFile(`${JSON.stringify(keys, null, 2)}\n`)
    await file.sync()
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  } finally {
    await file.close()
  }
  return temporary
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  await folder.sync().finally(() => folder.close())
}
