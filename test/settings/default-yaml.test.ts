import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { printDefaults } from '../../src/settings/example-settings.ts'
import { loadSettings } from '../../src/settings/load-settings.ts'
import { settingsSchema } from '../../src/settings/schema.ts'
import { type SettingNode, settingsNode } from '../../src/settings/setting-node.ts'

const file = fileURLToPath(new URL('../../config/default.yaml', import.meta.url))

it('is what the schema says: after a change, run "guichet config print-defaults > config/default.yaml"', async () => {
  expect(await readFile(file, 'utf8')).toBe(printDefaults())
})

it('can be loaded, and says the defaults', async () => {
  const settings = await loadSettings(file, { GUICHET_IMAP_PASSWORD: 'x' })
  const bare = settingsSchema.parse({
    entities: [{ key: 'a', name: 'A', mailboxes: [{ key: 'a', address: 'a@b.example' }] }],
  })
  expect(settings.limits).toEqual(bare.limits)
  expect(settings.entities[0]?.closing).toEqual(bare.entities[0]?.closing)
  expect(settings.entities[0]?.calendar).toEqual(bare.entities[0]?.calendar)
})

it('describes every key, those of lists and of kinds too', () => {
  expect(undescribed(settingsNode(), '')).toEqual([])
})

it('names every key, once uncommented or as a comment', async () => {
  const lines = (await readFile(file, 'utf8')).split('\n')
  const missing = keysOf(settingsNode()).filter(
    (key) => !lines.some((line) => new RegExp(`^[ #-]*${key}:( |$)`).test(line)),
  )
  expect(missing).toEqual([])
})

it('is still YAML of the same keys once commented keys are uncommented', async () => {
  const text = printDefaults().replaceAll(/^( *)# ( *(?:metricsToken|dkim|domain|selector|privateKey):)/gm, '$1$2')
  const transports: unknown = parse(text).transports
  expect(transports).toMatchObject([{ dkim: { domain: null, selector: null, privateKey: null } }])
})

function undescribed(node: SettingNode, path: string): string[] {
  return children(node).flatMap(([key, child]) => [
    ...(child.description ? [] : [`${path}.${key}`]),
    ...(child.allowed ? [] : undescribed(child, `${path}.${key}`)),
  ])
}

function keysOf(node: SettingNode): string[] {
  return children(node).flatMap(([key, child]) => (child.allowed ? [key] : [key, ...keysOf(child)]))
}

function children(node: SettingNode): [string, SettingNode][] {
  const below = typeof node.additionalProperties === 'object' ? [node.additionalProperties] : []
  const deeper = [...(node.items ? [node.items] : []), ...(node.oneOf ?? []), ...below]
  return [...Object.entries(node.properties ?? {}), ...deeper.flatMap(children)]
}
