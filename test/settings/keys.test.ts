import { chmod, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { keysPath, loadKeys, readKeys, rotateKeys } from '../../src/settings/keys.ts'
import { createMarks } from '../../src/signing/marks.ts'
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts'

let folder: TemporaryFolder
let data: string
beforeEach(async () => {
  folder = await temporaryFolder()
  data = join(folder.path, 'var')
})
afterEach(() => folder.remove())

it('makes keys at the first start, for the owner alone, and keeps them', async () => {
  expect(await readKeys(data)).toBeNull()
  const keys = await loadKeys(data)
  expect((await stat(keysPath(data))).mode & 0o777).toBe(0o600)
  expect(await loadKeys(data)).toEqual(keys)
  expect(await readdir(data)).toEqual(['keys.json'])
  expect(createMarks(keys.signing).sign('reply', 42).length).toBeLessThanOrEqual(36)
})

it('gives processes that start at once the same keys', async () => {
  const all = await Promise.all(Array.from({ length: 8 }, () => loadKeys(data)))
  expect(new Set(all.map(({ instanceId }) => instanceId)).size).toBe(1)
})

it('signs with a new key after a rotation, and still knows what the old one signed', async () => {
  const before = await loadKeys(data)
  const mark = createMarks(before.signing).sign('link', 7)
  const id = await rotateKeys(data)
  const after = await loadKeys(data)
  expect(after.instanceId).toBe(before.instanceId)
  expect(after.signing.map((key) => key.id)).toEqual([id, before.signing[0]?.id])
  expect(createMarks(after.signing).verify('link', mark)).toBe(7)
  expect(createMarks(after.signing).sign('link', 7)).not.toBe(mark)
})

it('refuses keys that everybody may read, and damaged ones, without showing them', async () => {
  await loadKeys(data)
  await chmod(keysPath(data), 0o644)
  await expect(loadKeys(data)).rejects.toThrow(`chmod 600 ${keysPath(data)}`)
  await chmod(keysPath(data), 0o600)
  await folder.write('var/keys.json', (await readFile(keysPath(data), 'utf8')).slice(0, -20))
  await expect(loadKeys(data)).rejects.toThrow(/is damaged: restore it from a backup/)
})

it('has nothing to rotate before there are keys', async () => {
  await expect(rotateKeys(data)).rejects.toThrow(/no keys yet/)
})
