import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Language } from '../../src/i18n/language.ts'
import { loadDatabaseSettings, loadSettings, readSettings } from '../../src/settings/load-settings.ts'
import { SettingsError } from '../../src/settings/settings-error.ts'
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts'

let folder: TemporaryFolder
beforeEach(async () => {
  folder = await temporaryFolder()
})
afterEach(() => folder.remove())

const sound = `prefix: DESK
transports:
  - key: relay
    host: smtp.school.example
entities:
  - key: school
    name: School desk
    mailboxes:
      - key: support
        address: Support@School.example
        imap:
          host: imap.school.example
          user: support
          password: { env: IMAP_PASSWORD }
persons:
  - name: Claire Martin
    addresses: [claire@school.example]
    roles: { school: technician }
`

const environment = { IMAP_PASSWORD: 'env secret' }

/** The problems of the sound settings with one text replaced, without the folder's path. */
async function problemsOf(from: string, to: string, more: Record<string, string> = {}): Promise<string[]> {
  expect(sound).toContain(from)
  for (const [name, content] of Object.entries(more)) await folder.write(name, content)
  return problemsIn(sound.replace(from, to))
}

async function problemsIn(yaml: string, language: Language = 'en'): Promise<string[]> {
  const file = await folder.write('guichet.yaml', yaml)
  const error: unknown = await loadSettings(file, environment).catch((error: unknown) => error)
  if (!(error instanceof SettingsError)) throw new Error(`no SettingsError: ${String(error)}`)
  return error.lines.map((line) => line[language].replaceAll(`${folder.path}/`, ''))
}

it('reads settings, with defaults, secrets and absolute paths', async () => {
  const { settings, inlineSecrets } = await readSettings(await folder.write('guichet.yaml', sound), environment)
  expect(settings.data).toBe(join(folder.path, 'var'))
  expect(settings.database).toEqual({ dialect: 'sqlite', file: 'guichet.sqlite' })
  const mailbox = settings.entities[0]?.mailboxes[0]
  expect(mailbox?.address).toBe('support@school.example')
  expect(mailbox?.imap?.password).toBe('env secret')
  expect(mailbox?.imap?.port).toBe(993)
  expect(inlineSecrets).toEqual([])
})

it('names an unknown key, its line, and the key that was probably meant', async () => {
  const [line, ...rest] = await problemsOf('host: imap.school', 'hots: imap.school')
  expect(line).toBe('guichet.yaml:11: entities[0].mailboxes[0].imap.host is missing. Allowed: text, not empty.')
  expect(rest).toHaveLength(1)
  expect(rest[0]).toMatch(
    /^guichet\.yaml:12: entities\[0\]\.mailboxes\[0\]\.imap\.hots: there is no such key\. Did you mean “host”\? Allowed here: host, port, tls,/,
  )
})

it('says it in French as well', async () => {
  const yaml = sound.replace('prefix: DESK', 'prefix: my desk').replace('host: imap.school', 'hots: imap.school')
  expect(await problemsIn(yaml, 'fr')).toEqual([
    expect.stringMatching(
      /: prefix est « my desk »\. Permis : des majuscules, des chiffres et des tirets, 20 au plus\.$/,
    ),
    expect.stringMatching(/imap\.host manque\. Permis : du texte, non vide\.$/),
    expect.stringMatching(/imap\.hots : cette clé n’existe pas\. Vouliez-vous dire « host » \? Permis ici : host, /),
  ])
  const gone: unknown = await loadSettings('/nowhere/guichet.yaml').catch((error: unknown) => error)
  expect(gone).toMatchObject({ french: '/nowhere/guichet.yaml : ce fichier n’existe pas.' })
})

it('says what was found and what is allowed', async () => {
  expect(await problemsOf('prefix: DESK', 'prefix: my desk')).toEqual([
    'guichet.yaml:1: prefix is “my desk”. Allowed: capital letters, digits and dashes, at most 20.',
  ])
  expect(await problemsOf('user: support', 'user: support\n          port: 99999')).toEqual([
    'guichet.yaml:14: entities[0].mailboxes[0].imap.port is 99999. Allowed: a whole number from 1 to 65535.',
  ])
  expect(await problemsOf('user: support', 'user: support\n          tls: startls')).toEqual([
    'guichet.yaml:14: entities[0].mailboxes[0].imap.tls is “startls”. Did you mean “starttls”? Allowed: implicit, starttls or none.',
  ])
  expect(await problemsOf('Support@School.example', 'support')).toEqual([
    'guichet.yaml:10: entities[0].mailboxes[0].address is “support”. Allowed: a mail address such as support@example.org.',
  ])
  expect(await problemsOf('prefix: DESK', 'database: { dialect: postgres }')).toEqual([
    'guichet.yaml:1: database.dialect is “postgres”. Allowed: sqlite or mariadb.',
  ])
  expect(await problemsOf('prefix: DESK', 'database: { dialect: mariadb, databse: x, user: u, database: d }')).toEqual([
    expect.stringContaining('database.databse: there is no such key. Did you mean “database”?'),
  ])
})

it('never shows what stands where a secret belongs', async () => {
  const lines = await problemsOf('{ env: IMAP_PASSWORD }', '[hunter2]')
  expect(lines).toEqual([
    'guichet.yaml:14: entities[0].mailboxes[0].imap.password is a list that does not fit. Allowed: { env: NAME }, { file: path }, or the text itself.',
  ])
})

it('reports every problem at once, and where the file is no YAML', async () => {
  expect(await problemsIn('prefix: x\nentities: []\nlgo: {}\n')).toHaveLength(3)
  expect(await problemsIn('prefix: A\nprefix: B\n')).toEqual([expect.stringMatching(/^guichet\.yaml:2: .*unique/)])
  expect(await problemsIn('entities: [\n')).toEqual([expect.stringMatching(/^guichet\.yaml:2: /)])
  expect(await problemsIn('- a\n')).toEqual([expect.stringMatching(/^guichet\.yaml:1: The file is a list of 1/)])
  expect(await problemsIn('')).toEqual([expect.stringMatching(/^guichet\.yaml:1: entities is missing\./)])
  const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x]']
  for (let i = 1; i < 9; i++)
    bomb.push(
      `a${i}: &a${i} [${Array(9)
        .fill(`*a${i - 1}`)
        .join(', ')}]`,
    )
  expect(await problemsIn(bomb.join('\n'))).toEqual([expect.stringContaining('alias')])
})

it('says that a file is missing', async () => {
  await expect(loadSettings(join(folder.path, 'nope.yaml'))).rejects.toThrow(/nope\.yaml: there is no such file/)
})

it('takes a key whose values are all commented out for one that is left out', async () => {
  const settings = await loadSettings(await folder.write('a.yaml', `web:\n  # port: 1\n${sound}`), environment)
  expect(settings.web.port).toBe(8025)
})

it('checks that names refer to something', async () => {
  expect(await problemsOf('key: support', 'key: support\n        transport: rellay')).toEqual([
    'guichet.yaml:10: entities[0].mailboxes[0].transport names “rellay”, and there is no such transport. Did you mean “relay”? Allowed: relay.',
  ])
  expect(await problemsOf('{ school: technician }', '{ scholl: technician }')).toEqual([
    'guichet.yaml:18: persons[0].roles.scholl names “scholl”, and there is no such entity. Did you mean “school”? Allowed: school.',
  ])
  expect(
    await problemsOf('{ env: IMAP_PASSWORD }', 'x\n          oauth: { provider: google, refreshToken: t }'),
  ).toEqual([
    expect.stringContaining('needs either password or oauth'),
    expect.stringContaining('no such provider under oauth. Allowed: none is in the settings.'),
  ])
  const login = (more: string) => problemsOf('    host: smtp.school.example', `    host: smtp.school.example\n${more}`)
  expect(
    await login(
      '    password: p\n    oauth: { provider: gogle, refreshToken: t }\noauth:\n  google: { tokenUrl: "https://t.example/", clientId: c }',
    ),
  ).toEqual([
    'guichet.yaml:3: transports[0] has both password and oauth, and takes one of them.',
    'guichet.yaml:3: transports[0].user is missing, and oauth says nothing of who logs in.',
    'guichet.yaml:6: transports[0].oauth.provider names “gogle”, and there is no such provider under oauth. Did you mean “google”? Allowed: google.',
  ])
  expect(await login('    user: desk\n    oauth: { provider: google, refreshToken: [hunter2] }')).toEqual([
    'guichet.yaml:6: transports[0].oauth.refreshToken is a list that does not fit. Allowed: { env: NAME }, { file: path }, or the text itself.',
  ])
  expect(await problemsOf('[claire@school.example]', '[support@school.example]\n    groups: [school/it]')).toEqual([
    expect.stringContaining('an address of the desk'),
    expect.stringContaining('no such group'),
  ])
  expect(await problemsIn(sound.replace(/ +imap:\n(?: {10}.*\n)+/, ''))).toEqual([
    expect.stringContaining('no mail would ever come in'),
  ])
})

it('finds what is there twice', async () => {
  const second = '      - { key: support, address: support@school.example, imap: { host: h, user: u, password: p } }\n'
  expect(await problemsOf('persons:\n', `${second}persons:\n`)).toEqual([
    'guichet.yaml:15: entities[0].mailboxes[1].key is “support”, which is already at entities[0].mailboxes[0].key. Allowed: each once.',
    'guichet.yaml:15: entities[0].mailboxes[1].address is “support@school.example”, which is already at entities[0].mailboxes[0].address. Allowed: each once.',
  ])
})

const withAnother = (imap: string): string => {
  const mailbox = `      - { key: hr, address: hr@school.example, imap: { ${imap}, password: p } }\n`
  return sound.replace('persons:\n', `${mailbox}persons:\n`)
}

async function expectSound(yaml: string): Promise<void> {
  await loadSettings(await folder.write('guichet.yaml', yaml), environment)
}

it.each(['inbox: INBOX', 'inbox: Inbox/', ''])('finds one folder that two mailboxes would read: %s', async (inbox) => {
  const imap = `host: IMAP.school.example, user: support, folders: { ${inbox} }`
  expect(await problemsIn(withAnother(imap))).toEqual([
    'guichet.yaml:15: entities[0].mailboxes[1].imap reads the same folder of the same user as entities[0].mailboxes[0].imap: each mail would be taken twice, or be gone. Other addresses that lead there are aliases of the one mailbox.',
  ])
  expect(await problemsIn(withAnother(imap), 'fr')).toEqual([
    'guichet.yaml:15: entities[0].mailboxes[1].imap lit le même dossier du même utilisateur que entities[0].mailboxes[0].imap : chaque message serait pris deux fois, ou aurait disparu. Les autres adresses qui y mènent sont des alias du seul collecteur.',
  ])
})

it.each([
  'host: imap.school.example, user: hr',
  'host: imap.school.example, user: support, folders: { inbox: HR }',
  'host: imap.other.example, user: support',
])('lets two mailboxes read what is not the same: %s', async (imap) => {
  await expectSound(withAnother(imap))
})

it('does not let mails be moved to the folder that they are read from: they would come again without end', async () => {
  const filing = (more: string) => withAnother(`host: imap.school.example, user: hr, ${more}`)
  expect(await problemsIn(filing('folders: { accepted: inbox, inbox: INBOX, refused: /INBOX }'))).toEqual([
    'guichet.yaml:15: entities[0].mailboxes[1].imap.folders.accepted is the folder that is read: its mails would come again without end. To leave them where they are, write after: flag.',
    'guichet.yaml:15: entities[0].mailboxes[1].imap.folders.refused is the folder that is read: its mails would come again without end. To leave them where they are, write after: flag.',
  ])
  await expectSound(filing('after: flag, folders: { accepted: INBOX }'))
})

it('reads the refresh token of a transport as any other secret', async () => {
  await folder.write('refresh', 'from a file\n')
  const oauth = (token: string) => `    user: desk
    oauth: { provider: google, refreshToken: ${token} }
oauth:
  google: { tokenUrl: "https://t.example/", clientId: c }
entities:`
  const load = async (token: string) =>
    await readSettings(await folder.write('guichet.yaml', sound.replace('entities:', oauth(token))), environment)
  const { settings, inlineSecrets } = await load('{ file: refresh }')
  expect(settings.transports[0]?.oauth).toEqual({ provider: 'google', refreshToken: 'from a file' })
  expect(inlineSecrets).toEqual([])
  expect((await load('hunter2')).inlineSecrets).toEqual(['transports[0].oauth.refreshToken'])
})

it('reads secrets from files that others may not read', async () => {
  const file = await folder.write('secret', 'from a file\n', 0o640)
  const yaml = await folder.write('guichet.yaml', sound.replace('{ env: IMAP_PASSWORD }', '{ file: secret }'))
  expect((await loadSettings(yaml)).entities[0]?.mailboxes[0]?.imap?.password).toBe('from a file')
  const { chmod } = await import('node:fs/promises')
  await chmod(file, 0o644)
  await expect(loadSettings(yaml)).rejects.toThrow(`chmod 600 ${file}`)
})

it('needs no secret but that of the database for a command that works on the database', async () => {
  const file = await folder.write('guichet.yaml', sound)
  const settings = await loadDatabaseSettings(file, {})
  expect(settings.entities[0]?.mailboxes[0]?.imap?.password).toBe('')
  const database = 'database: { dialect: mariadb, user: guichet, database: guichet, password: { env: DB_PASSWORD } }\n'
  const onMariadb = await folder.write('mariadb.yaml', `${database}${sound}`)
  await expect(loadDatabaseSettings(onMariadb, {})).rejects.toThrow('DB_PASSWORD')
})

it('says which environment variable or file is missing', async () => {
  expect(await problemsOf('IMAP_PASSWORD', 'OTHER')).toEqual([
    'guichet.yaml:14: entities[0].mailboxes[0].imap.password: the environment variable OTHER is not set, or is empty.',
  ])
  expect(await problemsOf('{ env: IMAP_PASSWORD }', '{ file: gone }')).toEqual([
    'guichet.yaml:14: entities[0].mailboxes[0].imap.password: gone: there is no such file.',
  ])
})

it('knows which secrets stand in the file itself', async () => {
  const file = await folder.write('guichet.yaml', sound.replace('{ env: IMAP_PASSWORD }', 'hunter2'))
  expect((await readSettings(file)).inlineSecrets).toEqual(['entities[0].mailboxes[0].imap.password'])
})

it('adds the persons of a CSV file', async () => {
  await folder.write(
    'people.csv',
    '\uFEFFname;addresses;language;entity;role\nPaul Petit;paul@home.example paul@work.example;fr;school;requester\n"Petit; Anne";ANNE@home.example;;;\n',
  )
  const file = await folder.write('guichet.yaml', `personsFile: people.csv\n${sound}`)
  const { persons } = await loadSettings(file, environment)
  expect(persons.slice(1)).toEqual([
    {
      name: 'Paul Petit',
      addresses: ['paul@home.example', 'paul@work.example'],
      language: 'fr',
      roles: { school: 'requester' },
      groups: [],
    },
    { name: 'Petit; Anne', addresses: ['anne@home.example'], roles: {}, groups: [] },
  ])
})

it.each([
  ['name,adresses\n', 'people.csv:1: there is no column “adresses”. Did you mean “addresses”?'],
  ['name,addresses\nPaul,paul\n', 'people.csv:2: column “addresses” has “paul”. Allowed: a mail address'],
  ['name,addresses,language\n,p@x.example,de\n', 'people.csv:2: column “name” is empty. Allowed: text'],
  ['name,addresses,language\nP,p@x.example,de\n', 'people.csv:2: column “language” has “de”. Allowed: en or fr.'],
  ['name,addresses,role\nP,p@x.example,manager\n', 'people.csv:2: column “role” needs a value in column “entity”'],
  ['name,addresses,entity,role\nP,p@x.example,school,boss\n', 'people.csv:2: column “role” has “boss”. Allowed: '],
  ['name,addresses,entity\n\nP,p@x.example,scholl\n', 'people.csv:3: persons[1].roles.scholl names “scholl”'],
  ['name,addresses\nP,claire@school.example\n', 'people.csv:2: persons[1].addresses[0] is “claire@school.example”'],
  ['name,addresses\n"P,p@x.example\n', 'people.csv:'],
])('names line and column of what is wrong in the CSV file: %j', async (csv, expected) => {
  const lines = await problemsOf('prefix: DESK', 'personsFile: people.csv', { 'people.csv': csv })
  expect(lines[0]).toContain(expected)
})
