import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import { runCommand as run } from '../support/cli.ts'
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts'

let folder: TemporaryFolder
let config: string
beforeEach(async () => {
  folder = await temporaryFolder()
  config = await folder.write('guichet.yaml', sound)
})
afterEach(() => folder.remove())

const sound = `transports: [{ key: relay, host: 127.0.0.1, tls: none }]
lmtp: { enabled: true }
entities:
  - { key: desk, name: Desk, mailboxes: [{ key: support, address: support@desk.example }] }
persons:
  - { name: Ada, addresses: [ada@desk.example], roles: { desk: technician } }
`

it('shows help for every command, with status 0', async () => {
  const all = await run('--help')
  expect(all.status).toBe(0)
  const names = [...all.out.matchAll(/^ {2}([a-z]+) /gm)].map((match) => match[1] ?? '')
  expect(names).toEqual(expect.arrayContaining(['start', 'migrate', 'adopt', 'outbox', 'keys']))
  for (const name of names) expect(await run(name, '--help')).toMatchObject({ status: 0, err: '' })
  for (const command of ['doctor', 'mail list', 'mail replay', 'mail explain', 'person erase', 'outbox retry'])
    expect((await run(...command.split(' '), '--help')).out).not.toMatch(/default (?:true|false)/)
})

it('says its version', async () => {
  expect(await run('--version')).toMatchObject({ status: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+$/) })
})

it('says what is wrong in the settings in a line each, with status 1', async () => {
  const bad = await folder.write('bad.yaml', sound.replace('tls: none', 'tsl: none'))
  const { status, err } = await run('config', 'check', '--config', bad)
  expect(status).toBe(1)
  expect(err).toMatch(/^\S+bad\.yaml:1: transports\[0\]\.tsl: there is no such key\. Did you mean “tls”\?/)
  expect(await run('config', 'check', '--config', config)).toMatchObject({ status: 0, err: '' })
})

it('says before the first start that there is nothing yet, and leaves nothing behind', async () => {
  const nothing = {
    status: 1,
    out: '',
    err: expect.stringMatching(
      /^There is nothing yet: the first start makes the database\. Type: guichet start \(.+\)$/,
    ),
  }
  expect(await run('mail', 'list', '--config', config)).toEqual(nothing)
  expect(await run('adopt', '--config', config)).toEqual(nothing)
  expect(existsSync(join(folder.path, 'var'))).toBe(false)
  // A start that died before its first migration.
  await mkdir(join(folder.path, 'var'))
  await folder.write('var/guichet.sqlite', '')
  expect(await run('ticket', 'show', '42', '--config', config)).toEqual(nothing)
})

it('wants the database to be migrated, migrates it, and then lists the outbox', async () => {
  await run('migrate', '--config', config)
  const store = await openStore({ dialect: 'sqlite', file: join(folder.path, 'var/guichet.sqlite') })
  await store.run("DELETE FROM migrations WHERE name = '0002-quoted-words'")
  await store.close()
  expect(await run('outbox', 'list', '--config', config)).toMatchObject({
    status: 1,
    err: 'The database is not up to date; type: guichet migrate (0002-quoted-words)',
  })
  expect((await run('migrate', '--config', config)).out).toBe('Migrated: 0002-quoted-words')
  expect(await run('migrate', '--config', config)).toMatchObject({ status: 0, out: 'The database is up to date.' })
  expect(await run('outbox', 'list', '--config', config)).toMatchObject({ status: 0, out: 'No mails.' })
  expect(await run('outbox', 'show', '7', '--config', config)).toMatchObject({ status: 1 })
  expect(await run('outbox', 'resume', '--config', config)).toMatchObject({ status: 0, out: 'No transport is paused.' })
  expect(await run('adopt', '--config', config)).toMatchObject({
    status: 0,
    out: 'This database lives here already.',
  })
})

it('rotates the keys', async () => {
  expect(await run('keys', 'rotate', '--config', config)).toMatchObject({ status: 1 })
  await run('migrate', '--config', config)
  await run('outbox', 'list', '--config', config)
  expect(await run('keys', 'rotate', '--config', config)).toMatchObject({
    status: 0,
    out: expect.stringMatching(/^The key “[a-z2-7]{2}” is first in /),
  })
})

it('answers in French whoever asks for it, errors too', async () => {
  const french = (...argv: string[]) => run(...argv, '--config', config, '--lang', 'fr')
  expect((await french('outbox', 'list')).err).toMatch(/^Il n’y a encore rien : le premier démarrage crée la base de/)
  expect((await french('migrate')).out).toMatch(/^Migration faite : 0001/)
  expect((await french('migrate')).out).toBe('La base de données est à jour.')
  expect((await french('keys', 'rotate')).err).toMatch(/^Il n’y a pas encore de clés dans /)
  expect((await french('outbox', 'list')).out).toBe('Aucun message.')
  expect((await french('config', 'check')).out).toMatch(/ est correct : entités 1, collecteurs 1/)
  expect((await french('keys', 'rotate')).out).toMatch(/^La clé « \w+ » est la première de /)
  expect((await run('outbox', 'list', '--config', config, '--lang=fr')).out).toBe('Aucun message.')
})

it('tells in French what the system says, and in quotation marks what a library says in English', async () => {
  const away = `${folder.path}/away/new.html`
  const preview = await run('template', 'preview', 'new', '--out', away, '--lang', 'fr')
  expect(preview.err).toMatch(/new\.html : ce fichier n’existe pas\.$/)
  const broken = await folder.write('broken.yaml', 'a: [')
  const check = await run('config', 'check', '--config', broken, '--lang', 'fr')
  expect(check.err).toMatch(/broken\.yaml:1 : ce YAML est mal formé, corrigez-le : « Flow sequence .*»$/)
})

it('tells in French why a mail cannot be imported', async () => {
  await run('migrate', '--config', config)
  const imported = await run('mail', 'import', `${folder.path}/none.eml`, '--config', config, '--lang', 'fr')
  expect(imported.status).toBe(1)
  expect(imported.out).toMatch(/none\.eml : ce fichier n’existe pas\./)
})
