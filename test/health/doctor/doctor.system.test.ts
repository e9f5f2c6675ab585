import { afterAll, beforeAll, expect, it } from 'vitest'
import { runCli } from '../../../src/cli/cli.ts'
import { runDoctor } from '../../../src/cli/doctor.ts'
import type { Check } from '../../../src/health/doctor/check.ts'
import { database } from '../../../src/health/doctor/checks/database.ts'
import { ledger } from '../../../src/health/doctor/checks/ledger.ts'
import { migrations } from '../../../src/health/doctor/checks/migrations.ts'
import { trouble } from '../../../src/health/doctor/checks/trouble.ts'
import { openStore } from '../../../src/store/open-store.ts'
import { deskSettings } from '../../support/desk.ts'
import { type Dovecot, startDovecot } from '../../support/dovecot.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/folder.ts'
import { lmtpClient } from '../../support/lmtp-client.ts'
import { type PrivateMariadb, privateMariadb } from '../../support/mariadb.ts'
import { linesOf, testPatient } from '../../support/patient.ts'
import { catchSmtp } from '../../support/smtp-catcher.ts'

let mariadb: PrivateMariadb
let dovecot: Dovecot
let folder: TemporaryFolder
beforeAll(async () => {
  const careless = ['--innodb-flush-log-at-trx-commit=2', '--log-bin', '--sync-binlog=0']
  ;[mariadb, dovecot, folder] = await Promise.all([privateMariadb(careless), startDovecot(), temporaryFolder()])
})
afterAll(async () => {
  await Promise.all([mariadb.stop(), dovecot.remove()])
  await folder.remove()
})

const noSuchName = async () => {
  throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
}

async function bringIn(from: string, raw: string): Promise<void> {
  const client = await lmtpClient({ host: '127.0.0.1', port: dovecot.lmtpPort })
  await client.envelope(from, ['support'])
  await client.data(raw, 1)
  await client.close()
}

it('sees that a MariaDB is careless, and what a migrated one holds', async () => {
  const store = await mariadb.newStore()
  const lines = (check: Check) =>
    linesOf(check, testPatient({ settings: deskSettings, instruments: { store: async () => store } }))
  expect(await lines(database)).toEqual([
    expect.stringMatching(/^right sqlite: MariaDB \d+\./),
    expect.stringMatching(/^wrong sqlite: innodb_flush_log_at_trx_commit is 2/),
    expect.stringMatching(/^warning sqlite: sync_binlog is 0/),
  ])
  expect(await lines(migrations)).toEqual(['right : The database is up to date.'])
  expect(await lines(ledger)).toEqual(['right : No mailbox has been read yet.'])
  expect(await lines(trouble)).toEqual(['right : Nothing.'])
  await store.run('SET GLOBAL innodb_flush_log_at_trx_commit = 1')
  await store.run('SET GLOBAL sync_binlog = 1')
  expect(await lines(database)).toEqual([expect.stringMatching(/^right/)])
  await store.run('ALTER TABLE alias_suggestions CONVERT TO CHARACTER SET latin1')
  expect(await lines(database)).toContainEqual(expect.stringMatching(/^wrong sqlite: These tables .*alias_suggestions/))
  await store.close()
})

it('says why a MariaDB does not open', async () => {
  const options = await mariadb.newDatabase()
  const store = () => openStore({ ...options, user: 'nobody', password: 'secret words' })
  const [line = ''] = await linesOf(database, testPatient({ instruments: { store } }))
  expect(line).toMatch(/^wrong sqlite: The database does not open: .*nobody/)
  expect(line).not.toContain('secret words')
})

it('finds nothing wrong with a desk on Dovecot, and its mails to itself come back', async () => {
  const smtp = await catchSmtp((mail) => {
    const raw = mail.raw.replaceAll(/^(Authentication-Results|X-Border): .*\r\n/gm, '')
    void bringIn(mail.from, `X-Original-To: ${mail.to[0]}\r\n${raw}`)
  })
  const config = await folder.write('guichet.yaml', settingsOf(dovecot.imapPort, smtp.port))
  const quiet = { write: () => {}, fail: () => {} }
  for (const argv of [['migrate'], ['outbox', 'list']]) await runCli([...argv, '--config', config], quiet)
  const lines: string[] = []
  const options = { lang: 'en', json: false, selfTestSeconds: 30 } as const
  const status = await runDoctor(config, options, (line) => void lines.push(line), { resolve: noSuchName })
  expect(lines.filter((line) => line.startsWith('✗'))).toEqual([])
  expect(status).toBe(0)
  const text = lines.join('\n')
  expect(text).toMatch(
    /✓ right +IMAP support: support is logged in; 0 mails; the server has MOVE, UIDPLUS, IDLE, CONDSTORE\./,
  )
  expect(text).toContain('Mail to a reply address arrives, and its mark is whole.')
  expect(text).toContain('Our VERP sender survives.')
  expect(text).toContain('The border strips forged')
  await smtp.stop()
})

const settingsOf = (imapPort: number, smtpPort: number) => `
web: { port: 0 }
transports: [{ key: relay, host: 127.0.0.1, port: ${smtpPort}, tls: none }]
entities:
  - key: school
    name: School desk
    mailboxes:
      - key: support
        address: support@school.example
        imap: { host: 127.0.0.1, port: ${imapPort}, tls: none, user: support, password: secret }
    proof: { authservIds: [mx.school.example], internalRoutes: [{ header: X-Border, contains: proved }] }
persons:
  - { name: Claire Martin, addresses: [claire@school.example], roles: { school: technician } }
`
