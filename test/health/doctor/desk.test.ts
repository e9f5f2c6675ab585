import { mkdir } from 'node:fs/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Check } from '../../../src/health/doctor/check.ts'
import { antivirus } from '../../../src/health/doctor/checks/antivirus.ts'
import { clock } from '../../../src/health/doctor/checks/clock.ts'
import { database } from '../../../src/health/doctor/checks/database.ts'
import { disk } from '../../../src/health/doctor/checks/disk.ts'
import { instance } from '../../../src/health/doctor/checks/instance.ts'
import { ledger } from '../../../src/health/doctor/checks/ledger.ts'
import { migrations } from '../../../src/health/doctor/checks/migrations.ts'
import { people } from '../../../src/health/doctor/checks/people.ts'
import { proof } from '../../../src/health/doctor/checks/proof.ts'
import { secrets } from '../../../src/health/doctor/checks/secrets.ts'
import { templates } from '../../../src/health/doctor/checks/templates.ts'
import { trouble } from '../../../src/health/doctor/checks/trouble.ts'
import { adoptInstance } from '../../../src/outbox/mute.ts'
import { openStore } from '../../../src/store/open-store.ts'
import { suggestAlias } from '../../../src/store/queries/alias-suggestions.ts'
import { deskSettings, draftMail, openTestDesk, type TestDesk } from '../../support/desk.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { type Illness, linesOf, testPatient } from '../../support/patient.ts'
import { testSettings } from '../../support/settings.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await openTestDesk()
})
afterEach(() => desk.remove())

const lines = (check: Check, { instruments, ...more }: Illness = {}) =>
  linesOf(check, testPatient({ ...more, instruments: { store: async () => desk.store, ...instruments } }))
const [entity] = deskSettings.entities

it('database: tells how SQLite keeps what it has confirmed, and why it does not open', async () => {
  expect(await lines(database)).toEqual(['right sqlite: SQLite, journal_mode=wal, synchronous=2'])
  const store = async () => Promise.reject(new Error('disk I/O error'))
  expect(await lines(database, { instruments: { store } })).toEqual([
    expect.stringMatching(/^wrong sqlite: The database does not open: Error: disk I\/O error → Check host/),
  ])
})

it('migrations: up to date, due, or of a newer version', async () => {
  expect(await lines(migrations)).toEqual(['right : The database is up to date.'])
  await desk.store.run('INSERT INTO migrations (name, run_at) VALUES (?, ?)', ['9999-tomorrow', 1])
  expect(await lines(migrations)).toEqual([
    expect.stringMatching(/^wrong : .*newer version of Guichet \(9999-tomorrow\)/),
  ])
})

it('what needs tables is not tried before they are there, nor where the database is down', async () => {
  const folder = await temporaryFolder()
  const empty = await openStore({ dialect: 'sqlite', file: `${folder.path}/empty.sqlite` })
  await desk.store.run('DELETE FROM migrations')
  expect(await lines(migrations)).toEqual([expect.stringMatching(/^warning : Not migrated yet: 0001/)])
  for (const check of [instance, ledger, trouble])
    expect(await lines(check)).toEqual([expect.stringContaining('Not tried: the database is not migrated yet.')])
  for (const check of [instance, ledger, trouble])
    expect(await lines(check, { instruments: { store: async () => empty } })).toEqual([
      expect.stringMatching(/^right .*: Nothing yet: the first start makes the tables\./),
    ])
  expect(await lines(migrations, { instruments: { store: async () => empty } })).toEqual([
    expect.stringMatching(/^right : Nothing yet/),
  ])
  await empty.close()
  await folder.remove()
  const store = async () => Promise.reject(new Error('gone'))
  for (const check of [instance, ledger, trouble, migrations])
    expect(await lines(check, { instruments: { store } })).toEqual([
      expect.stringContaining('Not tried: the database does not open.'),
    ])
})

it('clock: compares ours with the database, the SMTP greeting and HTTP', async () => {
  const transport = (greeting: string) => async () => ({ greeting, extensions: [], maxSize: null })
  const now = Date.now()
  const date = new Date(now).toUTCString().replace('GMT', '+0000')
  const well = {
    transport: transport(`220 mx ESMTP Sendmail; ${date}`),
    http: async () => ({ status: 200, date: now, took: 10 }),
  }
  expect(await lines(clock, { now, instruments: well })).toEqual([
    expect.stringMatching(/^right sqlite: Our clocks differ by 0\.\d s\.$/),
    expect.stringMatching(/^right 127\.0\.0\.1: Our clocks differ by/),
    expect.stringMatching(/^right 127\.0\.0\.1:8025: Our clocks differ by/),
  ])
  const late = await lines(clock, {
    now: now - 600_000,
    instruments: { ...well, transport: transport('220 mx ESMTP Postfix') },
  })
  expect(late).toEqual([
    expect.stringMatching(/^wrong sqlite: Our clock is (599|600)\.\d s slow\. → Let chrony/),
    expect.stringMatching(/^wrong 127\.0\.0\.1:8025: Our clock is 600\.\d s slow/),
  ])
  expect(await lines(clock, { now: now + 600_000, instruments: well })).toContainEqual(
    expect.stringMatching(/^wrong sqlite: .* fast/),
  )
})

it.each([
  [{ free: 50e9, freeFiles: null }, 0o40700, ['right: 50000 MB are free.']],
  [{ free: 1e9, freeFiles: 1e6 }, 0o40700, ['warning: 1000 MB are free. → Make room']],
  [{ free: 1e8, freeFiles: 1e6 }, 0o40700, ['wrong: 100 MB are free. → Make room']],
  [{ free: 50e9, freeFiles: 3 }, 0o40700, ['warning: Only 3 files may still be made. → Make room']],
  [
    { free: 50e9, freeFiles: null },
    0o40755,
    ['right: 50000 MB', 'warning: Every user of this machine may look into it. → chmod 750'],
  ],
])('disk: judges %j', async (state, mode, expected) => {
  const found = await lines(disk, { instruments: { disk: async () => state, fileMode: async () => mode } })
  const short = found.map((line) => line.replace(/ \S+:/, ':'))
  expect(short).toEqual(expected.map((text) => expect.stringContaining(text)))
})

it('disk: says where nothing can be written, or nothing is there', async () => {
  const fails = (why: string) => lines(disk, { instruments: { disk: () => Promise.reject(new Error(why)) } })
  expect(await fails('EROFS: read-only file system')).toEqual([
    expect.stringMatching(/^wrong .*EROFS.* → Give the folder/),
  ])
  expect(await fails('ENOSPC: no space left on device, write')).toEqual([
    expect.stringMatching(/^wrong .*ENOSPC.* → Make room/),
  ])
  expect(await lines(disk, { instruments: { fileMode: async () => null } })).toEqual([
    expect.stringMatching(/^warning .*is not there yet/),
  ])
})

it('secrets: keys, secrets in the settings, and who may read them', async () => {
  expect(await lines(secrets)).toEqual([
    expect.stringMatching(/^right .*keys\.json: 1 signing key, for this instance test-instance\./),
    'right /etc/guichet.yaml: No secret stands in the settings themselves.',
  ])
  const inlineSecrets = ['transports[0].password']
  expect(await lines(secrets, { inlineSecrets })).toContainEqual(
    expect.stringMatching(/^warning .*stand in the settings: transports\[0\]\.password/),
  )
  expect(await lines(secrets, { inlineSecrets, instruments: { fileMode: async () => 0o100644 } })).toContainEqual(
    expect.stringMatching(/^wrong .*Every user .* → chmod 600 \/etc\/guichet\.yaml/),
  )
  expect(await lines(secrets, { instruments: { keys: async () => null } })).toContainEqual(
    expect.stringMatching(/^warning .*no keys yet/),
  )
  const settings = await testSettings({ ...deskSettings, web: { metricsToken: 'short' } })
  expect(await lines(secrets, { settings })).toContainEqual(
    expect.stringMatching(/^warning .*metricsToken has fewer than 20/),
  )
})

it('proof: warns of an entity that believes technicians who have only seen our mail', async () => {
  expect(await lines(proof)).toEqual([expect.stringMatching(/^right school: .*verified sender/)])
  const settings = await testSettings({ ...deskSettings, entities: [{ ...entity, proof: { technicians: 'tokened' } }] })
  expect(await lines(proof, { settings })).toEqual([
    expect.stringMatching(/^warning school: proof\.technicians is tokened/),
  ])
})

it('instance: warns of a copy, without adopting it, and of a mailbox that only listens', async () => {
  const here = { id: 'test-instance', hostName: 'mail.school.example', dataFolder: deskSettings.data }
  expect(await lines(instance)).toEqual([expect.stringMatching(/^right/)])
  expect(await desk.store.all('SELECT name FROM instance_facts')).toEqual([])
  await adoptInstance(desk.store, here)
  expect(await lines(instance)).toEqual([expect.stringMatching(/^right/)])
  await adoptInstance(desk.store, { ...here, hostName: 'elsewhere' })
  expect(await lines(instance)).toEqual([
    expect.stringMatching(
      /^warning .*Nothing is sent, since .*\(elsewhere, not mail\.school\.example\).* → .*guichet adopt/,
    ),
  ])
  const mailboxes = [{ key: 'support', address: 'a@school.example', listenOnly: true }]
  const settings = await testSettings({ ...deskSettings, entities: [{ ...entity, mailboxes }] })
  expect(await lines(instance, { settings })).toContainEqual(expect.stringMatching(/^warning support: listenOnly/))
})

it('ledger: prints the sum of each mailbox, and what does not add up', async () => {
  expect(await lines(ledger)).toEqual(['right : support: 0 = 0'])
  await desk.receive(draftMail({ from: 'Paul Petit <paul@parents.example>', text: 'Hello' }))
  const sighting = { mailbox_id: 1, source: 'imap', uid_validity: '1', seen_at: 1, filing: 'none', filing_attempts: 0 }
  await desk.store.insertAll('sightings', [
    { ...sighting, uid: 1, state: 'journaled', inbound_mail_id: 1 },
    { ...sighting, uid: 2, state: 'waiting' },
    { ...sighting, uid: 3, state: 'vanished' },
  ])
  expect(await lines(ledger)).toEqual([
    'right : support: 3 = 1 accepted + 1 waiting + 1 vanished',
    expect.stringMatching(/^warning : 1 mail of support vanished/),
  ])
  await desk.store.insert('sightings', { ...sighting, uid: 4, state: 'mislaid' })
  expect(await lines(ledger)).toEqual([
    expect.stringMatching(/^wrong : The ledger does not add up: support: 4 = .*; 1 mislaid/),
  ])
})

it('trouble: tells of what stands still, with the way out', async () => {
  expect(await lines(trouble)).toEqual(['right : Nothing.'])
  await desk.store.update('mailboxes', 1, { paused_at: 1, paused_reason: 'login: NO wrong' })
  await desk.store.insert('transports', { key: 'relay', paused_at: 1, paused_reason: '535 no', failures: 3 })
  await desk.receive(draftMail({ from: 'Paul Petit <paul@parents.example>', text: 'Hello' }))
  await desk.store.update('inbound_mails', 1, { status: 'parked' })
  await desk.store.run("UPDATE outbox_mails SET status = 'parked' WHERE id = 1")
  await desk.store.run("UPDATE outbox_mails SET status = 'held' WHERE id > 1")
  await suggestAlias(desk.store, 1, 'Info@School.example', 1)
  const found = await lines(trouble)
  expect(found).toEqual([
    expect.stringMatching(/^wrong : The mailbox support is paused: login: NO wrong → Give the right password/),
    expect.stringMatching(/^wrong : The transport relay is paused: 535 no → .*guichet outbox resume/),
    expect.stringMatching(/^warning : Mails that could not be processed: 1\./),
    expect.stringMatching(/^warning : Mails that could not be delivered: 1\./),
    expect.stringMatching(/^warning : Mails of ours that are held: 2\. → guichet outbox list --status held/),
    expect.stringMatching(/^warning : Mail for info@school\.example came to school 1 times/),
  ])
})

it('antivirus: only where one is configured', async () => {
  expect(await lines(antivirus)).toEqual([])
  const settings = await testSettings({ ...deskSettings, antivirus: {} })
  const scan = async () => ({ verdict: 'clean' }) as const
  expect(await lines(antivirus, { settings, instruments: { scan } })).toEqual([expect.stringMatching(/^right clamd/)])
  const away = async () => ({ verdict: 'unavailable', reason: 'connect ECONNREFUSED' }) as const
  expect(await lines(antivirus, { settings, instruments: { scan: away } })).toEqual([
    expect.stringMatching(/^wrong clamd: It gives no verdict: connect ECONNREFUSED → Start clamd/),
  ])
})

it('people: somebody works the tickets, and hears of trouble', async () => {
  const persons = (...list: object[]) => testSettings({ ...deskSettings, persons: list })
  const ada = { name: 'Ada', addresses: ['ada@school.example'], roles: { school: 'administrator' } }
  expect(await lines(people, { settings: await persons(ada) })).toEqual(['right school: Who works its tickets: 1.'])
  expect(await lines(people, { settings: await persons({ ...ada, roles: { school: 'requester' } }) })).toEqual([
    expect.stringMatching(/^wrong school: Nobody works here/),
  ])
  expect(await lines(people)).toEqual([expect.stringMatching(/^warning school: There is no administrator/)])
  const hearsNew = ['ada@school.example', 'who@school.example']
  const settings = await testSettings({ ...deskSettings, persons: [ada], entities: [{ ...entity, hearsNew }] })
  expect(await lines(people, { settings })).toEqual([
    expect.stringMatching(/^warning school: hearsNew names .*: who@school\.example\./),
  ])
})

it('templates: checks those of the house', async () => {
  expect(await lines(templates)).toEqual([])
  const folder = await temporaryFolder()
  await mkdir(`${folder.path}/solved`)
  const settings = await testSettings({ ...deskSettings, templates: folder.path })
  expect(await lines(templates, { settings })).toEqual([expect.stringMatching(/^right .*All templates are sound/)])
  await folder.write('solved/en.txt.hbs', '{{nonsense}}')
  const found = await lines(templates, { settings })
  expect(found[0]).toMatch(/^wrong .*solved\/en\.txt\.hbs.*nonsense/)
  await folder.remove()
})
