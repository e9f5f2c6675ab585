import { readdir, rm, writeFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { systemRandomness } from '../../src/clock.ts'
import { acceptMail } from '../../src/receive/accept.ts'
import type { MailboxSetup } from '../../src/receive/settings.ts'
import { expireMails } from '../../src/schedule/expire-mails.ts'
import { sweepFiles } from '../../src/schedule/sweep-files.ts'
import { createDirectory } from '../../src/settings/directory.ts'
import type { FileKind, FileStorage } from '../../src/store/files.ts'
import { localFiles } from '../../src/store/local-files.ts'
import type { SqlValue } from '../../src/store/types.ts'
import { deskSettings } from '../support/desk.ts'
import { type ReceiveBench, type RecordedAlarms, receiveBench, recordAlarms } from '../support/receive.ts'
import { plansOf, watchStatements } from '../support/statement-plans.ts'

const day = 86_400_000
const going = new AbortController().signal
let bench: ReceiveBench
let alarms: RecordedAlarms
let files: FileStorage
let mailbox: MailboxSetup
const clock = { at: 0, now: () => clock.at }

beforeEach(async () => {
  clock.at = Date.parse('2026-11-24T09:30:00Z')
  bench = await receiveBench()
  alarms = recordAlarms()
  files = await localFiles(`${bench.folder}/files`, clock, systemRandomness)
  mailbox = await bench.addMailbox('support', 'support@school.example')
})
afterEach(() => bench.remove())

const tools = () => ({ store: bench.store, files, alarms, now: clock.now })
const sweep = () => sweepFiles(tools(), going)
const put = async (kind: FileKind, content: string) => (await files.put(kind, [Buffer.from(content)])).key

async function receive(content: string, over: FileStorage = files): Promise<number> {
  const mail = {
    source: 'lmtp',
    envelopeFrom: 'ana@home.example',
    clientIp: null,
    clientHelo: null,
    maxSize: 1_000_000,
    deliveries: [
      {
        entityId: mailbox.entityId,
        mailboxId: mailbox.mailboxId,
        envelopeTo: mailbox.address,
        sighting: { transaction: content },
      },
    ],
  } as const
  const accepted = await acceptMail(
    { ...bench.accept, files: over, clock },
    mail,
    Readable.from([Buffer.from(content)]),
  )
  return accepted[0]?.inboundMailId ?? 0
}
const keyOf = async (id: number) => (await bench.store.byId('inbound_mails', id))?.raw_key ?? ''

it('removes what no row names once it is older than a day, and keeps the rest', async () => {
  const kept = await receive('Subject: kept\r\n\r\nHello')
  const rendered = await put('rendered', 'nobody')
  const document = await put('document', 'nobody')
  expect(await sweep()).toEqual({ removed: 0, missing: 0, unknown: 0 })
  clock.at += day + 3_600_000
  const young = await put('document', 'young')
  expect(await sweep()).toEqual({ removed: 2, missing: 0, unknown: 0 })
  expect(await Promise.all([rendered, document, young, await keyOf(kept)].map((key) => files.exists(key)))).toEqual([
    false,
    false,
    true,
    true,
  ])
  expect(await readdir(`${bench.folder}/files/rendered`)).toEqual([])
  expect(alarms.standing.size).toBe(0)
})

it('removes the stray copy of a mail that the journal has, and never a mail that it does not know', async () => {
  await receive('Subject: known\r\n\r\nHello')
  const copy = await put('raw', 'Received: elsewhere\r\nSubject: known\r\n\r\nHello\r\n')
  const unknown = await put('raw', 'Subject: from before the restore\r\n\r\nHello')
  clock.at += 2 * day
  expect(await sweep()).toEqual({ removed: 1, missing: 0, unknown: 1 })
  expect([await files.exists(copy), await files.exists(unknown)]).toEqual([false, true])
  expect(alarms.standing.get('mails-unknown')).toContain(unknown)
  await receive('Subject: from before the restore\r\n\r\nHello')
  expect(await sweep()).toMatchObject({ removed: 1, unknown: 0 })
  expect(alarms.standing.size).toBe(0)
})

it('tells of rows whose file is missing, also where whole folders are', async () => {
  const first = await receive('Subject: one\r\n\r\nHello')
  clock.at += 40 * day
  await receive('Subject: two\r\n\r\nHello')
  const third = await receive('Subject: three\r\n\r\nHello')
  clock.at += 2 * day
  await rm(`${bench.folder}/files/${await keyOf(third)}`)
  expect(await sweep()).toMatchObject({ missing: 1 })
  expect(alarms.standing.get('files-missing')).toContain(await keyOf(third))
  await rm(`${bench.folder}/files/raw/2026-11-24`, { recursive: true })
  expect(await sweep()).toMatchObject({ missing: 2 })
  expect(alarms.standing.get('files-missing')).toContain(await keyOf(first))
  await rm(`${bench.folder}/files/raw`, { recursive: true })
  expect(await sweep()).toMatchObject({ missing: 3 })
  await bench.store.run('UPDATE inbound_mails SET raw_key = NULL')
  expect(await sweep()).toMatchObject({ missing: 0 })
  expect(alarms.standing.size).toBe(0)
})

it('is right while another process receives, and while retention takes away', async () => {
  const old = await receive('Subject: old\r\n\r\nHello')
  await bench.store.update('inbound_mails', old, { status: 'done', outcome: 'opened', done_at: clock.at })
  clock.at += 200 * day
  const other = await localFiles(`${bench.folder}/files`, clock)
  // Between the list of files and that of rows: a mail comes in, and the old one's time is over.
  const meddling: FileStorage = {
    ...files,
    async *ranges(kind, before) {
      for await (const range of files.ranges(kind, before)) {
        if (kind === 'raw') await receive(`Subject: now ${range.to}\r\n\r\nHello`, other)
        await bench.store.run('UPDATE inbound_mails SET raw_key = NULL WHERE id = ?', [old])
        yield range
      }
    },
  }
  expect(await sweepFiles({ ...tools(), files: meddling }, going)).toEqual({ removed: 1, missing: 0, unknown: 0 })
  for (const { raw_key } of (await bench.mails()).slice(1)) expect(await files.exists(raw_key ?? '')).toBe(true)
  expect(await sweep()).toEqual({ removed: 0, missing: 0, unknown: 0 })
})

it('finds what retention left when it died between row and file', async () => {
  const id = await receive('Subject: old\r\n\r\nHello')
  const key = await keyOf(id)
  await bench.store.update('inbound_mails', id, { status: 'done', outcome: 'opened', done_at: clock.at })
  clock.at += 200 * day
  const dying = { ...files, remove: async () => Promise.reject(new Error('the process dies')) }
  const [settings] = deskSettings.entities
  if (!settings) throw new Error('no entity')
  const directory = createDirectory(deskSettings, [{ id: mailbox.entityId, settings, mailboxes: [] }])
  await expect(expireMails({ ...tools(), files: dying, directory }, going)).rejects.toThrow('dies')
  expect([await keyOf(id), await files.exists(key)]).toEqual(['', true])
  expect(await sweep()).toMatchObject({ removed: 1, unknown: 0 })
  expect(await files.exists(key)).toBe(false)
})

it('clears away what was half-written, and leaves alone what is not ours', async () => {
  await writeFile(`${bench.folder}/files/incoming/half`, 'half')
  clock.at = Date.now() + 2 * day
  await put('raw', 'Subject: x\r\n\r\n')
  await writeFile(`${bench.folder}/files/raw/README`, 'mine')
  await sweep()
  expect(await readdir(`${bench.folder}/files/incoming`)).toEqual([])
  expect(await readdir(`${bench.folder}/files/raw`)).toContain('README')
})

it('reads no table whole', async () => {
  await receive('Subject: one\r\n\r\nHello')
  await put('raw', 'Subject: one\r\n\r\nHello')
  clock.at += 2 * day
  const seen = new Map<string, readonly SqlValue[]>()
  await sweepFiles({ ...tools(), store: watchStatements(bench.store, seen) }, going)
  expect(seen.size).toBe(4)
  for (const plan of await plansOf(bench.store, seen)) expect(plan).not.toMatch(/\bSCAN (?!entities\b)/)
})
