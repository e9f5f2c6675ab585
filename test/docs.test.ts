import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import nodeFlags from '../bin/node-flags.json' with { type: 'json' }
import { commands } from '../src/cli/commands.ts'
import type { Sentence } from '../src/i18n/sentence.ts'
import { MAIL_EVENTS } from '../src/mail-template/registry.ts'
import { readPersonsFile } from '../src/settings/persons-file.ts'
import { settingsSchema } from '../src/settings/schema.ts'
import { type SettingNode, settingsNode } from '../src/settings/setting-node.ts'

/** What the documents name must exist: commands and their options, npm scripts, settings, files, metrics. */

const root = new URL('../', import.meta.url)
const read = (name: string): string => readFileSync(new URL(name, root), 'utf8')
const { scripts: npmScripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(read('package.json')))
const readmes = ['README.md', 'README.fr.md'] as const
const documents = [...readmes, 'CONTRIBUTING.md', 'ARCHITECTURE.md', 'CHANGELOG.md', 'docs/mail-templates.md'] as const

interface Block {
  language: string
  text: string
}

const blocksOf = (text: string): Block[] =>
  [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = '', body = '']) => ({ language, text: body }))
/** Inline code; blocks by four spaces are looked at line by line. */
const spansOf = (text: string): string[] =>
  [...text.replaceAll(/^```.*?^```$/gms, '').matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span)
const linesOf = (text: string): string[] =>
  [...blocksOf(text).map((block) => block.text), ...[...text.matchAll(/^ {4}(\S.*)$/gm)].map(([, line = '']) => line)]
    .join('\n')
    .split('\n')

describe.each(documents)('%s', (name) => {
  const text = read(name)
  const code = [...spansOf(text), ...linesOf(text)]

  it('names commands and options that exist', () => {
    expect(code.flatMap(commandsIn).flatMap(troubleOfCommand)).toEqual([])
  })

  it('names npm scripts that exist', () => {
    const named = code.flatMap((one) =>
      [...one.matchAll(/\bnpm (?:run (?:-s )?)?([a-z:]+)/g)].map(([, script = '']) => script),
    )
    expect(
      named.filter((script) => !Object.hasOwn(npmScripts, script) && !['ci', 'pack', 'install'].includes(script)),
    ).toEqual([])
  })

  it('links to files that exist', () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, link = '']) => link)
    expect(links.filter((link) => !existsSync(new URL(link, new URL(name, root))))).toEqual([])
  })

  it('names files of the code that exist', () => {
    const named = spansOf(text).filter((span) =>
      /^[\w./*-]+[.](?:ts|cjs|md)$|^(?:src|test|docs|config|fixtures|templates)\/[\w./-]*$/.test(span),
    )
    expect(named.filter((span) => !isThere(span))).toEqual([])
  })
})

describe.each(readmes)('the examples of %s', (name) => {
  const text = read(name)
  const blocks = blocksOf(text)

  it('the settings are sound', () => {
    const entities = [{ key: 'a', name: 'A', mailboxes: [{ key: 'a', address: 'a@b.example' }] }]
    const examples = blocks.filter(({ language }) => language === 'yaml')
    expect(examples.length).toBeGreaterThan(2)
    for (const { text: yaml } of examples)
      expect(settingsSchema.safeParse({ entities, ...parse(yaml) }).error?.issues, yaml).toBeUndefined()
  })

  it('persons are read from the CSV', async () => {
    const csv = blocks.find(({ language }) => language === 'csv')?.text ?? ''
    const folder = await mkdtemp(join(tmpdir(), 'guichet-docs-'))
    await writeFile(join(folder, 'persons.csv'), csv)
    const { persons, problems } = await readPersonsFile(join(folder, 'persons.csv'))
    await rm(folder, { recursive: true })
    expect(problems).toEqual([])
    expect(persons).toHaveLength(2)
  })

  it('names settings that exist', () => {
    const keys = new Set(keysOf(settingsNode()))
    const named = spansOf(text).flatMap((span) => settingIn(span))
    expect(named.length).toBeGreaterThan(5)
    expect(named.filter((key) => !keys.has(key))).toEqual([])
  })

  it('names metrics that exist', () => {
    const source = read('src/health/metrics.ts')
    const named = spansOf(text).flatMap((span) => /^guichet_(\w+)$/.exec(span)?.[1] ?? [])
    expect(named.length).toBeGreaterThan(2)
    expect(named.filter((metric) => !source.includes(`'${metric}'`))).toEqual([])
  })
})

it('both READMEs have the same sections, examples and commands', () => {
  const [english, french] = readmes.map(read).map((text) => ({
    headings: [...text.matchAll(/^(#+) /gm)].map(([, level]) => level),
    blocks: blocksOf(text).map(({ language }) => language),
    commands: [...spansOf(text), ...linesOf(text)]
      .flatMap(commandsIn)
      .map((words) => words.slice(0, 2).filter(isNoOption).join(' ')),
    pictures: [...text.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, path = '']) => path.replace('-fr.png', '.png')),
    rows: [...text.matchAll(/^ *\|/gm)].length,
    points: [...text.matchAll(/^- /gm)].length,
  }))
  expect(french).toEqual(english)
})

it('the guide to mail templates lists every mail', () => {
  const listed = read('docs/mail-templates.md').split('## The mails')[1] ?? ''
  expect(spansOf(listed).sort()).toEqual([...MAIL_EVENTS].sort())
})

/** `--lang fr` is in the French one alone. */
const isNoOption = (word: string): boolean => !word.startsWith('-')

it('what the code says to people names commands that exist', () => {
  const texts = sources
    .filter((file) => /^src\/.*[.]ts$|^config\/.*[.]yaml$/.test(file))
    .flatMap((file) =>
      [...read(file).matchAll(/[“«"`] ?(guichet [a-z][^”»"`\\\n]+?) ?[”»"`\\]/g)].map(([, said = '']) => said),
    )
    .filter((said) => !said.startsWith('guichet mark '))
  expect(texts.length).toBeGreaterThan(20)
  expect(texts.flatMap(commandsIn).flatMap(troubleOfCommand)).toEqual([])
})

const program = new Command('guichet')
const silent = { write: () => {}, fail: () => {}, end: () => {}, say: ({ en }: Sentence) => en }
for (const register of commands) register(program, silent)

/** `guichet mail list --limit 5`, `npm run guichet -- mail list`, `sudo -u guichet guichet mail list`: the words behind it. */
function commandsIn(code: string): string[][] {
  const found = /(?:^|[ /])(?:npm run (?:-s )?guichet --|guichet(?:[.]cjs)?) (?!is |>)([a-z-][^#>]*)/.exec(
    code.replace(/^.*(?<=sudo -u guichet )/, ''),
  )
  if (!found || !/^(?:npm|guichet|sudo|ExecStart|[/])/.test(code)) return []
  return [(found[1] ?? '').replace(/;.*$/, '').trim().split(/\s+/)]
}

function troubleOfCommand(words: string[]): string[] {
  let command = program
  const rest = [...words]
  while (rest[0] !== undefined) {
    const below = command.commands.find((one) => one.name() === rest[0])
    if (!below) break
    command = below
    rest.shift()
  }
  const said = `guichet ${words.join(' ')}`
  if (rest[0] === '--help') return []
  if (command === program) return [`${said}: no such command`]
  // `guichet mail list | show` names several of a group.
  if (command.commands.length > 0) return rest.length === 0 ? [] : [`${said}: no such command of ${command.name()}`]
  return rest.flatMap((word, index) =>
    word.startsWith('-') ? troubleOfOption(command, said, word, rest[index + 1]) : [],
  )
}

function troubleOfOption(command: Command, said: string, name: string, value: string | undefined): string[] {
  const option = command.options.find(({ long, short }) => long === name || short === name)
  if (!option) return [`${said}: no option ${name}`]
  const isChoice = !option.argChoices || option.argChoices.includes(value ?? '')
  return isChoice ? [] : [`${said}: ${name} ${value}`]
}

/** `listenOnly: true`, `alarms.to`, `importSince`, `templates:` */
function settingIn(span: string): string[] {
  const key =
    /^([a-z]\w*(?:[.]\w+)*):(?: |$)/.exec(span)?.[1] ??
    /^[a-z]+(?:[A-Z][a-z]+)+$|^[a-z]+[.](?!ts$|cf$|cjs$|yaml$|json$|csv$|md$)[a-zA-Z]+$/.exec(span)?.[0]
  return key === undefined || key === 'lmtp' ? [] : [key]
}

/** Every key, and every path of keys from the top. */
function keysOf(node: SettingNode, path = ''): string[] {
  const below = typeof node.additionalProperties === 'object' ? [node.additionalProperties] : []
  const deeper = [...(node.items ? [node.items] : []), ...(node.oneOf ?? []), ...below]
  const named = Object.entries(node.properties ?? {}).flatMap(([key, child]) => [
    key,
    `${path}${key}`,
    ...keysOf(child, `${path}${key}.`),
  ])
  return [...named, ...deeper.flatMap((child) => keysOf(child, path))]
}

const sources = ['bench', 'bin', 'config', 'docs', 'src', 'test', 'fixtures', 'templates'].flatMap((folder) =>
  readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
)

/** A path from the top or below `src`, or a name that some file has; `*` stands for anything. */
function isThere(span: string): boolean {
  const pattern = new RegExp(`(?:^|/)${span.replace(/\/$/, '').replaceAll('.', '[.]').replaceAll('*', '[^/]*')}$`)
  return sources.some((file) => pattern.test(file)) || existsSync(new URL(span, root))
}

it('starts the service from a checkout with the flags of Node that the command itself gives it', () => {
  expect(npmScripts.guichet).toBe(['node', ...nodeFlags, 'src/main.ts'].join(' '))
})
