import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
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
