import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { runCli } from '../../src/cli/cli.ts'
import type { ResolvedEntity } from '../../src/settings/resolved.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { deskSettings, draftMail } from '../support/desk.ts'
import { startImapServer, type TestImapServer } from '../support/imap-server.ts'

const paul = 'Paul Petit <paul@parents.example>'
let imap: TestImapServer
let original: TestApp
let place: string
const started: TestApp[] = []

beforeEach(async () => {
  imap = await startImapServer()
  place = await mkdtemp(join(tmpdir(), 'guichet-restore-'))
  original = await startTestApp({ entities: withImap() })
  started.push(original)
})
afterEach(async () => {
  for (const desk of started.splice(0)) await desk.stop()
  await imap.close()
  await rm(place, { recursive: true, force: true })
})

function withImap(): ResolvedEntity[] {
  const [entity] = deskSettings.entities
  const [mailbox] = entity?.mailboxes ?? []
  if (!entity || !mailbox) throw new Error('no mailbox')
  const reading = {
    ...({ host: '127.0.0.1', port: imap.port, tls: 'none', user: 'support', password: 'secret' } as const),
    ...({ after: 'move', keyword: 'Guichet', pollSeconds: 60, reconcileMinutes: 30 } as const),
    folders: { inbox: 'INBOX', accepted: 'Accepted', refused: 'Refused' },
  } as const
  return [{ ...entity, mailboxes: [{ ...mailbox, imap: reading }] }]
}

/** The database as a backup takes it while the service runs, then files and, where wanted, keys. */
async function backup(withKeys: boolean): Promise<string> {
  const folder = await mkdtemp(join(place, 'copy-'))
  await original.app.store.all('VACUUM INTO ?', [join(folder, 'guichet.sqlite')])
  await cp(join(original.folder, 'files'), join(folder, 'files'), { recursive: true })
  if (withKeys) await cp(join(original.folder, 'keys.json'), join(folder, 'keys.json'))
  return folder
}

async function restore(data: string): Promise<TestApp> {
  const copy = await startTestApp({ data, entities: withImap() })
  started.push(copy)
  return copy
}

const count = async (desk: TestApp, sql: string) =>
  (await desk.app.store.first<{ n: number }>(`SELECT COUNT(*) AS n FROM ${sql}`))?.n ?? 0
const waiting = "outbox_mails WHERE status = 'waiting'"

it.each([
  ['with its keys, beside the original', true, 'data folder'],
  ['without its keys', false, 'instance'],
])(
  'a copy %s mails nobody and moves no mail, until it is adopted',
  async (_how, withKeys, why) => {
    await original.deliver(draftMail({ from: paul, text: 'It does not print.' }), { from: 'paul@parents.example' })
    await original.settle()
    // One notice was still on its way when the backup was made.
    await original.app.store.run(
      "UPDATE outbox_mails SET status = 'waiting', next_attempt_at = ? WHERE to_address = 'paul@parents.example'",
      [Date.now() + 3_600_000],
    )
    const data = await backup(withKeys)
    await original.app.receiving.stop()

    const copy = await restore(data)
    expect(await copy.app.outbox.muted()).toContain(why)
    await copy.deliver(draftMail({ from: paul, text: 'Nor does it scan.' }), { from: 'paul@parents.example' })
    const uid = imap.append(draftMail({ from: paul, text: 'Nor does it copy.' }).replaceAll('\n', '\r\n'))
    await vi.waitFor(async () => expect(await count(copy, 'tickets')).toBe(3), 10_000)
    await copy.app.store.run(`UPDATE outbox_mails SET next_attempt_at = 1 WHERE status = 'waiting'`)
    await copy.settle()
    expect(copy.smtp.mails).toEqual([])
    expect(await count(copy, waiting)).toBeGreaterThan(3)
    expect(imap.uids()).toEqual([uid])

    const config = join(place, 'guichet.yaml')
    await writeFile(config, yaml(data))
    const said: string[] = []
    const write = (line: string) => void said.push(line)
    const status = await runCli(['adopt', '--config', config], { write, fail: write })
    expect({ status, said }).toEqual({ status: 0, said: [expect.stringContaining(data)] })
    started.splice(started.indexOf(copy), 1)
    await copy.app.stop()
    await copy.smtp.stop()
    const adopted = await restore(data)
    expect(await adopted.app.outbox.muted()).toBeNull()
    await vi.waitFor(async () => expect(await count(adopted, waiting)).toBe(0), 10_000)
    await adopted.settle()
    const toPaul = adopted.smtp.mails.filter(({ to }) => to.includes('paul@parents.example'))
    expect(toPaul).toHaveLength(3)
    // What was rendered before the backup leaves as it was, under the same Message-ID: whoever has it already sees it once.
    const first = original.smtp.mails.find(({ to }) => to.includes('paul@parents.example'))
    expect(toPaul.map(({ raw }) => raw)).toContain(first?.raw)
  },
  60_000,
)

const yaml = (data: string): string => `
data: ${data}
prefix: DESK
lmtp: { enabled: true, port: 0 }
transports: [{ key: relay, host: 127.0.0.1, port: 25, tls: none }]
entities:
  - key: school
    name: School desk
    mailboxes: [{ key: support, address: support@school.example }]
`
