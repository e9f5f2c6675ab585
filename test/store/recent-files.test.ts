import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FileStorage } from '../../src/store/files.ts'
import { localFiles } from '../../src/store/local-files.ts'
import { recentFiles } from '../../src/store/recent-files.ts'
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts'

let folder: TemporaryFolder
let files: FileStorage
beforeEach(async () => {
  folder = await temporaryFolder()
  files = recentFiles(await localFiles(folder.path))
})
afterEach(() => folder.remove())

/** What a read of the disk would fail on. */
const emptyDisk = async () => {
  for (const kind of await readdir(folder.path)) await rm(join(folder.path, kind), { recursive: true })
}
const chunks = (size: number) => Array.from({ length: size / 1024 }, (_, n) => Buffer.alloc(1024, n))

describe('recent files', () => {
  it('stores on disk, and reads small raw and rendered mails from memory', async () => {
    for (const kind of ['raw', 'rendered'] as const) {
      const { key, size } = await files.put(kind, chunks(4096))
      expect(await buffer(await (await localFiles(folder.path)).open(key))).toEqual(Buffer.concat(chunks(4096)))
      await emptyDisk()
      expect(size).toBe(4096)
      expect(await buffer(await files.open(key))).toEqual(Buffer.concat(chunks(4096)))
      expect(await files.read(key)).toEqual(Buffer.concat(chunks(4096)))
      files = recentFiles(await localFiles(folder.path))
    }
  })

  it('keeps neither documents nor large mails', async () => {
    const document = await files.put('document', chunks(1024))
    const large = await files.put('raw', chunks(257 * 1024))
    await emptyDisk()
    for (const { key } of [document, large]) await expect(files.read(key)).rejects.toThrow('no longer stored')
  })

  it('passes a large mail on from its beginning, and stops its source where the disk fails', async () => {
    const { key, size } = await files.put('raw', chunks(700 * 1024))
    expect(size).toBe(700 * 1024)
    expect(await files.read(key)).toEqual(Buffer.concat(chunks(700 * 1024)))
    let stopped = false
    const source = async function* () {
      try {
        for (const chunk of chunks(700 * 1024)) yield chunk
      } finally {
        stopped = true
      }
    }
    const full = recentFiles({
      ...(await localFiles(folder.path)),
      put: async (_kind, content) => {
        for await (const _chunk of content) throw new Error('the disk is full')
        throw new Error('nothing came')
      },
    })
    await expect(full.put('raw', source())).rejects.toThrow('the disk is full')
    expect(stopped).toBe(true)
  })

  it('stores nothing as nothing', async () => {
    const { key, size } = await files.put('raw', [])
    expect(size).toBe(0)
    await emptyDisk()
    expect(await files.read(key)).toHaveLength(0)
  })

  it('forgets what was removed, and the oldest when there is too much', async () => {
    const removed = await files.put('raw', chunks(1024))
    await files.remove(removed.key)
    await expect(files.read(removed.key)).rejects.toThrow('no longer stored')
    const first = await files.put('raw', chunks(200 * 1024))
    for (let n = 0; n < 130; n++) await files.put('raw', chunks(200 * 1024))
    await emptyDisk()
    await expect(files.read(first.key)).rejects.toThrow('no longer stored')
  })
})
