import type { Argument, Command, Option } from 'commander'
import { afterEach, expect, it, vi } from 'vitest'
import { programFor } from '../../src/cli/program.ts'
import { runCommand } from '../support/cli.ts'

afterEach(() => vi.unstubAllEnvs())

const silent = { write: () => {}, fail: () => {}, end: () => {} }
const programs = (['en', 'fr'] as const).map((language) =>
  programFor({ ...silent, say: (sentence) => sentence[language] }, '1.2.3'),
)

const below = (command: Command, path: string[]): { path: string[]; command: Command }[] => [
  { path, command },
  ...command.commands.flatMap((child) => below(child, [...path, child.name()])),
]

const [english = [], french = []] = programs.map((program) => below(program, []))
const named = english.map(({ path, command }, index) => ({
  name: ['guichet', ...path].join(' '),
  path,
  english: command,
  french: french[index]?.command,
}))

/** What is said of a command, its options and its arguments. */
const saidOf = (command: Command | undefined): string[] =>
  command === undefined
    ? []
    : [
        command.description(),
        ...command.options.map(({ description }: Option) => description),
        ...command.registeredArguments.map(({ description }: Argument) => description),
      ]

it('knows the commands that people type', () => {
  expect(named.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['guichet', 'guichet start', 'guichet mail', 'guichet mail list', 'guichet template check']),
  )
})

it.each(named)('$name and all that it takes are described in both languages', ({ english, french }) => {
  const [said, dit] = [saidOf(english), saidOf(french)]
  expect(dit).toHaveLength(said.length)
  for (const [index, text] of said.entries()) {
    expect(text).not.toBe('')
    expect(dit[index]).not.toBe('')
    expect(dit[index]).not.toBe(text)
  }
})

/** Commander's own words, and such as hardly any English sentence does without. */
const englishWords =
  /(?:Usage|Arguments|Options|Commands):|\b(?:display|output|choices|default|env|command|file|folder|language|number|count|the|of|and|is|are|what|which|where|its)\b/

it.each(named)('$name --help has no word of English for a reader of French', async ({ path }) => {
  vi.stubEnv('LC_ALL', 'fr_FR.UTF-8')
  const { status, out, err } = await runCommand(...path, '--help')
  expect({ status, err }).toEqual({ status: 0, err: '' })
  expect(out).toMatch(/^Utilisation : guichet/)
  expect(out).toContain('afficher cette aide')
  expect(withoutCode(out)).not.toMatch(englishWords)
  expect(out).not.toContain("'")
})

/** Without options, names of commands, and what programs read and write. */
const withoutCode = (help: string): string =>
  help.replaceAll(/--?[a-z][\w-]*|\{[^}]*\}|^ {2}[a-z]+(?= )|au choix [\w, \n]+/gm, '')

it('shows the help in the language of --lang, wherever it stands, or of the system', async () => {
  vi.stubEnv('LC_ALL', 'en_GB.UTF-8')
  const frenchLines = [
    ['--help', '--lang', 'fr'],
    ['--lang=fr', '--help'],
    ['mail', 'list', '--help', '--lang', 'fr'],
    ['mail', '--lang', 'fr', '--help'],
  ]
  for (const line of frenchLines) expect((await runCommand(...line)).out, line.join(' ')).toMatch(/^Utilisation : /)
  expect((await runCommand('mail', 'list', '--help')).out).toMatch(/^Usage: guichet mail list/)
  vi.stubEnv('LC_ALL', 'fr_FR.UTF-8')
  expect((await runCommand('mail', 'list', '--help')).out).toMatch(/^Utilisation : guichet mail list/)
  expect((await runCommand('mail', 'list', '--help', '--lang', 'en')).out).toMatch(/^Usage: guichet mail list/)
})

it('shows, in French, the help of what gathers others where it is called alone', async () => {
  vi.stubEnv('LC_ALL', 'fr_FR.UTF-8')
  const { status, out, err } = await runCommand('mail')
  expect({ status, out }).toEqual({ status: 2, out: '' })
  expect(err).toMatch(
    /^Utilisation : guichet mail \[options\] \[commande\]\n[\s\S]*help \[commande\] +afficher l’aide d’une commande$/,
  )
  expect((await runCommand('help', 'mail')).out).toBe(err)
})

it('tells what is allowed, what is taken otherwise and which variable says it', async () => {
  vi.stubEnv('LC_ALL', 'en_GB.UTF-8')
  const told = async (...line: string[]) => (await runCommand(...line, '--help')).out.replaceAll(/\s+/g, ' ')
  expect(await told('adopt')).toContain('(one of en, fr; default en)')
  expect(await told('adopt')).toContain('the settings (default guichet.yaml; variable GUICHET_CONFIG)')
  vi.stubEnv('LC_ALL', 'fr_FR.UTF-8')
  expect(await told('adopt')).toContain('(au choix en, fr ; par défaut fr)')
  expect(await told('mail', 'list')).toContain('--limit <nombre> combien au plus (par défaut 50)')
})
