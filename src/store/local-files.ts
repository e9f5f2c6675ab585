import { createHash, hash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, rmdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Clock, type Randomness, systemClock, systemRandomness } from '../clock.ts'
import { fileError, onDisk } from './file-errors.ts'
import type { FileKind, FileStorage, StoredFile, StoredRange } from './files.ts'
import { FolderSync } from './folder-sync.ts'

/**
 * Files in a local folder: `<kind>/<day>/<hour>/<random>`. The hour as folder keeps it small, lets puts in flight share the sync of the
 * one folder that they all write to, and suits backups. Nothing that a sender chose is ever part of a name.
 */
export async function localFiles(
  root: string,
  clock: Clock = systemClock,
  randomness: Randomness = systemRandomness,
): Promise<FileStorage> {
  const folders = new FolderSync()
  const incoming = join(root, 'incoming')
  await onDisk(() => mkdir(incoming, { recursive: true, mode: 0o700 }))
  await sweep(incoming, clock.now() - dayMs)
  return {
    put: async (kind, content) => {
      const name = randomness.hex(16)
      const temporary = join(incoming, name)
      const written = await writeDurably(temporary, content)
      const key = `${kind}/${hourOf(clock.now())}/${name}`
      await onDisk(() => moveIn(temporary, join(root, key), folders, root))
      return { key, ...written }
    },
    open: async (key) => {
      const file = await existing(key, () => open(join(root, checkedKey(key))))
      return file.createReadStream()
    },
    read: (key) => existing(key, async () => readFile(join(root, checkedKey(key)))),
    remove: (key) => onDisk(async () => rm(join(root, checkedKey(key)), { force: true })),
    exists: (key) =>
      onDisk(async () => (await stat(join(root, checkedKey(key)), { throwIfNoEntry: false })) !== undefined),
    ranges: (kind, before) => rangesOf(root, kind, before),
    tidy: (before) =>
      onDisk(async () => {
        await sweep(incoming, before)
        for (const kind of kinds) await removeEmpty(join(root, kind), before)
      }),
  }
}

const keyFormat = /^(raw|rendered|document)\/\d{4}-\d{2}-\d{2}\/\d{2}\/[0-9a-f]{32}$/

function checkedKey(key: string): string {
  if (!keyFormat.test(key))
    throw fileError('files-key', 'This is not the name of a stored file.', {
      key,
      french: 'Ceci n’est pas le nom d’un fichier enregistré.',
    })
  return key
}

/** `2026-11-24/05`, in UTC. */
const hourOf = (now: number) => new Date(now).toISOString().slice(0, 13).replace('T', '/')

type Content = AsyncIterable<Uint8Array> | Iterable<Uint8Array>
type Written = Omit<StoredFile, 'key'>

async function writeDurably(path: string, content: Content): Promise<Written> {
  const whole = wholeOf(content)
  const file = await onDisk(() => open(path, whole === null ? asItComes : syncedAtOnce, 0o600))
  try {
    return whole === null ? await writeAll(file, content) : await writeWhole(file, whole)
  } catch (error) {
    await rm(path, { force: true })
    throw error
  } finally {
    await file.close()
  }
}

const asItComes = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL
/** A write is durable when it returns, the size included: one order to the disk, where a sync would be a second. */
const syncedAtOnce = asItComes | constants.O_DSYNC

/** Content that is in memory in one piece; null where it is not. */
function wholeOf(content: Content): Uint8Array | null {
  return Array.isArray(content) && content.length === 1 && content[0] instanceof Uint8Array ? content[0] : null
}

async function writeWhole(file: FileHandle, content: Uint8Array): Promise<Written> {
  await onDisk(() => writeChunk(file, content))
  return { size: content.length, sha256: hash('sha256', content, 'hex') }
}

async function writeAll(file: FileHandle, content: Content): Promise<Written> {
  const digest = createHash('sha256')
  let size = 0
  for await (const chunk of gathered(content)) {
    digest.update(chunk)
    size += chunk.length
    await onDisk(() => writeChunk(file, chunk))
  }
  // Sizes are synced by it too; what it leaves out are times.
  await onDisk(() => file.datasync())
  return { size, sha256: digest.digest('hex') }
}

/** Written at once. */
const writtenAtOnce = 64 * 1024

/** A mail’s lines can come one by one, each of an octet or two: a write for each would keep a core busy for minutes. */
async function* gathered(content: Content): AsyncGenerator<Uint8Array> {
  let pieces: Uint8Array[] = []
  let size = 0
  for await (const chunk of content) {
    pieces.push(chunk)
    size += chunk.length
    if (size < writtenAtOnce) continue
    yield joined(pieces)
    pieces = []
    size = 0
  }
  if (size > 0) yield joined(pieces)
}

const joined = ([first = new Uint8Array(), ...others]: Uint8Array[]): Uint8Array =>
  others.length === 0 ? first : Buffer.concat([first, ...others])

/** A write may take less than it was given, as when the disk fills up. */
async function writeChunk(file: FileHandle, chunk: Uint8Array): Promise<void> {
  let offset = 0
  while (offset < chunk.length) offset += (await file.write(chunk, offset)).bytesWritten
}

async function moveIn(from: string, to: string, folders: FolderSync, root: string): Promise<void> {
  const folder = dirname(to)
  await folders.make(folder, root)
  await rename(from, to)
  await folders.sync(folder)
}

async function existing<R>(key: string, work: () => Promise<R>): Promise<R> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw fileError('files-missing', 'This file is no longer stored.', {
        key,
        french: 'Ce fichier n’est plus enregistré.',
      })
    return onDisk(() => Promise.reject(error))
  }
}

const dayMs = 86_400_000
const kinds: readonly FileKind[] = ['raw', 'rendered', 'document']

/** What a death left half-written, once nobody can still be at it. */
async function sweep(incoming: string, before: number): Promise<void> {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name)
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: before }))
    if (mtimeMs < before) await rm(path, { force: true })
  }
}

/** A range an hour; what lies between two hours, where no folder is, belongs to the later one. */
async function* rangesOf(root: string, kind: FileKind, before: number): AsyncGenerator<StoredRange> {
  let from = `${kind}/`
  for (const hour of await hoursOf(join(root, kind), before)) {
    const names = await onDisk(() => namesIn(join(root, kind, hour), nameFormat))
    // The character that follows a slash.
    const to = `${kind}/${hour}0`
    yield { from, to, keys: names.map((name) => `${kind}/${hour}/${name}`) }
    from = to
  }
  const end = `${kind}/${hourOf(before)}/`
  if (from < end) yield { from, to: end, keys: [] }
}

const dayFormat = /^\d{4}-\d{2}-\d{2}$/
const hourFormat = /^\d{2}$/
const nameFormat = /^[0-9a-f]{32}$/

/** Hours that were over by then, oldest first: `2026-11-24/05`. */
async function hoursOf(folder: string, before: number): Promise<string[]> {
  const hours: string[] = []
  for (const day of await onDisk(() => namesIn(folder, dayFormat)))
    for (const hour of await onDisk(() => namesIn(join(folder, day), hourFormat)))
      if (`${day}/${hour}` < hourOf(before)) hours.push(`${day}/${hour}`)
  return hours
}

/** Sorted; none where there is no such folder. What is not ours is left alone. */
async function namesIn(folder: string, format: RegExp): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names.filter((name) => format.test(name)).sort()
}

async function removeEmpty(folder: string, before: number): Promise<void> {
  for (const hour of await hoursOf(folder, before)) {
    await rmdirIfEmpty(join(folder, hour))
    await rmdirIfEmpty(dirname(join(folder, hour)))
  }
}

const rmdirIfEmpty = (folder: string): Promise<void> =>
  rmdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(error.code ?? '')) throw error
  })
