import { execFile, execFileSync } from 'node:child_process'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { initDesk } from '../../src/cli/init.ts'
import { loadSettings } from '../../src/settings/load-settings.ts'
import { runCommand as run } from '../support/cli.ts'
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts'

let folder: TemporaryFolder
beforeEach(async () => {
  folder = await temporaryFolder()
})
afterEach(() => folder.remove())

const flags = [
  ...['--address', 'Help@Desk.example', '--imap-host', 'imap.desk.example', '--smtp-host', 'smtp.desk.example'],
  ...['--technician', 'Ada: "the" Technician <ada@desk.example>', '--prefix', 'IT', '--name', 'Aide # 1'],
]
const inside = (name: string) => join(folder.path, 'desk', name)
const init = (...more: string[]) => run('init', '--dir', inside(''), '--lang', 'en', ...flags, ...more)

it('writes settings that are sound once the passwords are filled in', async () => {
  const { status, out, err } = await init('--administrator', 'denis@desk.example')
  expect({ status, err }).toEqual({ status: 0, err: '' })
  expect(out).toContain(`guichet doctor --config ${inside('guichet.yaml')}`)
  expect(out).not.toContain('Still examples')
  const before = await run('config', 'check', '--config', inside('guichet.yaml'))
  expect(before.err.split('\n')).toHaveLength(2)
  expect(before.err).toMatch(/imap-password: it is empty/)
  for (const name of ['imap-password', 'smtp-password']) await writeFile(inside(`secrets/${name}`), 'secret\n')
  const settings = await loadSettings(inside('guichet.yaml'), {})
  expect(settings).toMatchObject({
    prefix: 'IT',
    data: inside('var'),
    transports: [{ host: 'smtp.desk.example', user: 'Help@Desk.example', password: 'secret' }],
    entities: [{ name: 'Aide # 1', mailboxes: [{ address: 'help@desk.example', imap: { password: 'secret' } }] }],
    persons: [
      { name: 'Ada: "the" Technician', addresses: ['ada@desk.example'], roles: { desk: 'technician' } },
      { name: 'denis', addresses: ['denis@desk.example'], roles: { desk: 'administrator' } },
    ],
  })
})

it('says what to type next in words that a shell reads, whatever the folder is called', async () => {
  const named = join(folder.path, "L’accueil d'été (2)")
  const { out } = await run('init', '--dir', named, '--lang', 'en', ...flags)
  const next = /^ {2}guichet config check --config (.+)$/m.exec(out)?.[1] ?? ''
  expect(next).not.toBe('')
  expect(execFileSync('sh', ['-c', `printf %s ${next}`], { encoding: 'utf8' })).toBe(join(named, 'guichet.yaml'))
})

it('makes the keys, and files that nobody else may read', async () => {
  await init()
  for (const name of ['guichet.yaml', 'secrets/imap-password', 'var/keys.json'])
    expect((await stat(inside(name))).mode & 0o077).toBe(0)
})

it('never overwrites: neither settings, nor secrets, nor keys', async () => {
  await init()
  await writeFile(inside('secrets/imap-password'), 'mine')
  const [settings, keys] = await Promise.all([readFile(inside('guichet.yaml')), readFile(inside('var/keys.json'))])
  const again = await init('--prefix', 'OTHER')
  expect(again).toMatchObject({ status: 1, err: expect.stringContaining('is there already') })
  expect(await readFile(inside('guichet.yaml'))).toEqual(settings)
  expect(await readFile(inside('var/keys.json'))).toEqual(keys)
  expect(await readFile(inside('secrets/imap-password'), 'utf8')).toBe('mine')
})

it('leaves no half of a file where it cannot write the whole, and can be given again', async () => {
  // sh counts in blocks of 512 octets: the keys fit, the settings do not.
  const limited = ['-c', 'ulimit -f 1; exec "$0" src/main.ts init --dir "$1" --lang fr', process.execPath, inside('')]
  const failed = await promisify(execFile)('sh', limited).catch((error: { stderr: string }) => error)
  expect(failed.stderr).toContain(
    `${inside('guichet.yaml')} ne peut pas être écrit : cet utilisateur ne peut pas écrire un fichier si gros.`,
  )
  expect((await readdir(inside(''))).toSorted()).toEqual(['secrets', 'var'])
  expect(await readdir(inside('var'))).toEqual(['keys.json'])
  const keys = await readFile(inside('var/keys.json'), 'utf8')
  expect(await init()).toMatchObject({ status: 0 })
  expect(await readFile(inside('var/keys.json'), 'utf8')).toBe(keys)
})

it.each(['/proc/guichet', '/dev/null', '/dev/null/desk'])('says that it cannot write to %s, and ends', async (dir) => {
  const { status, err } = await run('init', '--dir', dir, '--lang', 'en', ...flags)
  expect(status).toBe(1)
  expect(err).toMatch(/cannot be written: /)
})

it('says which settings are examples where nobody could be asked', async () => {
  const { out } = await run('init', '--dir', inside(''), '--lang', 'fr')
  expect(out).toContain('Encore des exemples, à compléter : Adresse à laquelle les gens écrivent ; Serveur IMAP')
  for (const name of ['imap-password', 'smtp-password']) await writeFile(inside(`secrets/${name}`), 'secret\n')
  expect(await run('config', 'check', '--config', inside('guichet.yaml'))).toMatchObject({ status: 0 })
  expect(await readFile(inside('guichet.yaml'), 'utf8')).toContain('# Figure dans l’objet')
})

it('writes MariaDB, and a relay that asks for no login, where that is wanted', async () => {
  await init('--database', 'mariadb', '--smtp-user', '-')
  for (const name of ['imap-password', 'database-password']) await writeFile(inside(`secrets/${name}`), 'secret\n')
  expect(await loadSettings(inside('guichet.yaml'), {})).toMatchObject({
    database: { dialect: 'mariadb', password: 'secret' },
    transports: [{ port: 25 }],
  })
})

it('refuses a flag that does not fit, and writes nothing', async () => {
  expect(await init('--prefix', 'it')).toMatchObject({ status: 1, err: expect.stringContaining('“it” does not fit') })
  expect(await run('init', '--dir', inside(''), '--lang', 'fr', '--web-url', 'desk.example')).toMatchObject({
    status: 1,
    err: 'Adresse de nos pages, vue par les gens : « desk.example » ne convient pas. Permis : une adresse qui commence par https:// (ou http://).',
  })
  await expect(stat(inside('guichet.yaml'))).rejects.toThrow('ENOENT')
})

it('writes nothing where a person gives up at the last question', async () => {
  const askSecret = async () => Promise.reject(new Error('given up'))
  const person = { ask: async () => '', askSecret }
  await expect(initDesk(inside(''), {}, 'en', { person, write: () => {} })).rejects.toThrow('given up')
  await expect(stat(inside('guichet.yaml'))).rejects.toThrow('ENOENT')
})

it('asks a person for the rest, again where an answer does not fit', async () => {
  const asked: string[] = []
  const answers = ['', 'it', 'IT', 'help@desk.example']
  const ask = async (question: string) => {
    asked.push(question)
    return answers.shift() ?? ''
  }
  const askSecret = async (question: string) => (question.includes('imap') ? 'se cret' : '')
  const said: string[] = []
  const write = (line: string) => void said.push(line)
  await initDesk(inside(''), { imapHost: 'mail.desk.example' }, 'en', { person: { ask, askSecret }, write })
  expect(await readFile(inside('secrets/imap-password'), 'utf8')).toBe('se cret\n')
  expect(said).toContain(`Write the password into each of these (one line): ${inside('secrets/smtp-password')}`)
  expect(asked.slice(0, 4)).toEqual([
    'Name of the desk, as people read it [Support]: ',
    'Letters in the tag of every subject, as in [DESK #0000042] [DESK]: ',
    expect.stringMatching(/^“it” does not fit\. Allowed: capital letters.*\nLetters/),
    'Address that people write to [support@example.org]: ',
  ])
  expect(asked).toContain('SMTP server that takes our mail [smtp.desk.example]: ')
  expect(asked.some((question) => question.startsWith('IMAP server'))).toBe(false)
})
