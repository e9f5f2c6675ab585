import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, open, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { PermanentError, TransientError } from '../../src/errors.ts'
import type { FileStorage } from '../../src/store/files.ts'
import { localFiles } from '../../src/store/local-files.ts'
import { rejection } from './rows.ts'

const clock = { now: () => Date.UTC(2026, 10, 24, 5, 6, 7) }
let folder: string
let files: FileStorage

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guichet-files-'))
  files = await localFiles(folder, clock)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const sha256 = (content: string) => createHash('sha256').update(content).digest('hex')

test('what is put comes back, with its size and hash', async () => {
  const stored = await files.put('raw', Readable.from([Buffer.from('From: é'), Buffer.from(' 🎉\r\n')]))
  expect(stored.key).toMatch(/^raw\/2026-11-24\/05\/[0-9a-f]{32}$/)
  expect(stored).toMatchObject({ size: 15, sha256: sha256('From: é 🎉\r\n') })
  expect((await files.read(stored.key)).toString()).toBe('From: é 🎉\r\n')
  expect(await text(await files.open(stored.key))).toBe('From: é 🎉\r\n')
  expect(await files.exists(stored.key)).toBe(true)
})

test('nothing and much are stored as well', async () => {
  const empty = await files.put('document', [])
  expect(empty).toMatchObject({ size: 0, sha256: sha256('') })
  const chunk = Buffer.alloc(1_000_000, 'a')
  const big = await files.put(
    'document',
    Array.from({ length: 10 }, () => chunk),
  )
  expect(big).toMatchObject({ size: 10_000_000, sha256: sha256('a'.repeat(10_000_000)) })
  expect((await files.read(big.key)).length).toBe(10_000_000)
})

test('many at once get a file each', async () => {
  const stored = await Promise.all(Array.from({ length: 60 }, (_, i) => files.put('raw', [Buffer.from(String(i))])))
  expect(new Set(stored.map(({ key }) => key)).size).toBe(60)
  expect(await Promise.all(stored.map(async ({ key }) => Number(await files.read(key))))).toEqual(
    stored.map((_, i) => i),
  )
})

test('content that breaks off leaves nothing behind, and its error comes out', async () => {
  const broken = new Error('the client is gone')
  const content = async function* () {
    yield Buffer.from('half')
    throw broken
  }
  expect(await rejection(files.put('raw', content()))).toBe(broken)
  expect(await readdir(join(folder, 'incoming'))).toEqual([])
  expect(await readdir(folder)).toEqual(['incoming'])
})

test('what was removed is gone, twice over, and says so to its reader', async () => {
  const { key } = await files.put('rendered', [Buffer.from('x')])
  await files.remove(key)
  await files.remove(key)
  expect(await files.exists(key)).toBe(false)
  for (const error of [await rejection(files.read(key)), await rejection(files.open(key))]) {
    expect(error).toBeInstanceOf(PermanentError)
    expect(error).toMatchObject({ code: 'files-missing', detail: key })
  }
})

test.each([
  '../secret',
  '/etc/passwd',
  'raw/2026-11-24/05/../../../secret',
  'raw',
  '',
  'raw/2026-11-24/05/X\0',
  `other/2026-11-24/05/${'a'.repeat(32)}`,
])('a key that is none of ours is refused: %j', async (key) => {
  await writeFile(join(folder, 'secret'), 's')
  const all: ((key: string) => Promise<unknown>)[] = [files.read, files.open, files.remove, files.exists]
  for (const work of all) expect(await rejection(work(key))).toMatchObject({ code: 'files-key' })
})

test('a disk that cannot be written is trouble that may pass, and later works again', async () => {
  await writeFile(join(folder, 'raw'), 'a file where the folder should be')
  const error = await rejection(files.put('raw', [Buffer.from('x')]))
  expect(error).toBeInstanceOf(TransientError)
  expect(error).toMatchObject({ code: 'files-disk' })
  await rm(join(folder, 'raw'))
  expect((await files.put('raw', [Buffer.from('x')])).size).toBe(1)
})

test('a full disk is trouble that may pass, and leaves nothing half-written', async () => {
  const handle = await open(join(folder, 'any'), 'w')
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' })
  const write = vi.spyOn(Object.getPrototypeOf(handle), 'write').mockRejectedValueOnce(full)
  await handle.close()
  const error = await rejection(files.put('raw', [Buffer.from('x')]))
  expect(error).toBeInstanceOf(TransientError)
  expect(error).toMatchObject({ code: 'files-disk', detail: full.message })
  expect(await readdir(join(folder, 'incoming'))).toEqual([])
  write.mockRestore()
})

test('a write that takes only a part is followed by the rest', async () => {
  const handle = await open(join(folder, 'any'), 'w')
  const prototype = Object.getPrototypeOf(handle)
  const original = prototype.write
  await handle.close()
  const write = vi.spyOn(prototype, 'write').mockImplementation(function (this: unknown, bytes, offset) {
    return original.call(this, bytes, offset, 1)
  })
  const { key } = await files.put('raw', [Buffer.from('abc'), Buffer.from('de')])
  write.mockRestore()
  expect((await files.read(key)).toString()).toBe('abcde')
})

test('lines that come one by one are written together', async () => {
  const handle = await open(join(folder, 'any'), 'w')
  const write = vi.spyOn(Object.getPrototypeOf(handle), 'write')
  await handle.close()
  const lines = Array.from({ length: 50_000 }, () => Buffer.from('.\r\n'))
  const stored = await files.put('raw', Readable.from(lines))
  expect(write.mock.calls.length).toBeLessThan(5)
  write.mockRestore()
  expect(stored).toMatchObject({ size: 150_000, sha256: sha256('.\r\n'.repeat(50_000)) })
  expect((await files.read(stored.key)).toString()).toBe('.\r\n'.repeat(50_000))
})

test('what a death left half-written goes after a day, and not before', async () => {
  const [old, fresh] = [join(folder, 'incoming', 'old'), join(folder, 'incoming', 'fresh')]
  await mkdir(join(folder, 'incoming'), { recursive: true })
  await writeFile(old, 'x')
  await writeFile(fresh, 'x')
  const now = clock.now() / 1000
  await utimes(old, now - 90_000, now - 90_000)
  await utimes(fresh, now - 60, now - 60)
  await localFiles(folder, clock)
  expect(await readdir(join(folder, 'incoming'))).toEqual(['fresh'])
})

test('others on the machine cannot read it', async () => {
  const { key } = await files.put('raw', [Buffer.from('x')])
  expect((await stat(join(folder, key))).mode & 0o777).toBe(0o600)
  expect((await stat(join(folder, 'raw'))).mode & 0o777).toBe(0o700)
})
