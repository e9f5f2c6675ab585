import { mkdtemp, readdir, readlink, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { FolderSync } from '../../src/store/folder-sync.ts'
import { rejection } from './rows.ts'

test('those that ask while a sync runs share the next one', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'guichet-sync-'))
  const folders = new FolderSync()
  const [first, second, third] = [folders.sync(folder), folders.sync(folder), folders.sync(folder)]
  expect(second).not.toBe(first)
  expect(third).toBe(second)
  await Promise.all([first, second, third])
  await folders.sync(folder)
  await rm(folder, { recursive: true })
})

test('a folder that cannot be synced fails those that asked, and not those after it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'guichet-sync-'))
  const folders = new FolderSync()
  const inner = join(folder, 'a', 'b')
  const [first, second] = [folders.sync(inner), folders.sync(inner)]
  expect(await Promise.all([rejection(first), rejection(second)])).toHaveLength(2)
  await folders.make(inner, folder)
  expect((await stat(inner)).isDirectory()).toBe(true)
  await folders.sync(inner)
  await rm(folder, { recursive: true })
})

test('a folder stays open between two syncs, and is closed once nobody asks any more', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'guichet-sync-'))
  const folders = new FolderSync()
  await Promise.all([folders.sync(folder), folders.sync(folder)])
  await folders.sync(folder)
  expect(await descriptorsOf(folder)).toBe(1)
  await vi.waitFor(async () => expect(await descriptorsOf(folder)).toBe(0), { timeout: 10_000, interval: 200 })
  await folders.sync(folder)
  await rm(folder, { recursive: true })
})

/** How often this process has it open. */
async function descriptorsOf(path: string): Promise<number> {
  const open = await readdir('/proc/self/fd')
  const targets = await Promise.all(open.map((fd) => readlink(join('/proc/self/fd', fd)).catch(() => null)))
  return targets.filter((target) => target === path).length
}
