import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readLedger } from '../../../src/store/queries/ledger.ts'
import { resumeMailbox } from '../../../src/store/queries/mailbox-state.ts'
import { startImapServer, type TestImapServer } from '../../support/imap-server.ts'
import { decide, imapSetup, startWatching, type Watched } from '../../support/imap-watch.ts'
import { eventually, type ReceiveBench, rawMail, receiveBench } from '../../support/receive.ts'

// Real waits between attempts, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 })

let bench: ReceiveBench
let server: TestImapServer
let one: Watched

beforeEach(async () => {
  bench = await receiveBench()
  server = await startImapServer()
  one = await startWatching(bench, imapSetup(server.port, { after: 'flag' }))
  await eventually(() => one.watcher.status().connected)
})
afterEach(async () => {
  await one.watcher.stop()
  await server.close()
  await bench.remove()
})

const sightings = (count: number) =>
  eventually(async () => {
    const seen = (await bench.sightings()).filter((sighting) => sighting.state === 'journaled')
    return seen.length >= count ? seen : null
  })

/** The server restored the folder: the same mails, and `strangers` more, under another UIDVALIDITY. */
function rebuild(strangers: number): void {
  const folder = server.server.getMailbox('INBOX')
  if (!folder) throw new Error('no inbox')
  folder.uidvalidity = 200
  for (let number = 0; number < strangers; number++) server.append(rawMail(`stranger ${number}`))
  folder.messages.forEach((message, place) => {
    message.uid = place + 1
  })
  folder.uidnext = folder.messages.length + 1
  server.cut()
}

const paused = async () => (await bench.store.byId('mailboxes', one.mailbox.mailboxId))?.paused_reason ?? null

describe('a folder that two processes meet at once', () => {
  it('begins where the first of them said', async () => {
    await one.watcher.stop()
    await bench.store.update('mailboxes', one.mailbox.mailboxId, { uid_validity: null, first_uid: null })
    const { store } = bench
    const transaction: typeof store.transaction = async (work) => {
      // Before this one settles the folder, the other did, at a UIDNEXT below the mail that this one saw there.
      await store.update('mailboxes', one.mailbox.mailboxId, { uid_validity: '100', first_uid: 1, last_uid: 0 })
      return await store.transaction(work)
    }
    server.append(rawMail('new'))
    bench.accept = { ...bench.accept, store: { ...store, transaction } }
    one = await startWatching(bench, imapSetup(server.port, { after: 'flag' }), { mailbox: one.mailbox })
    await sightings(1)
    expect(await bench.mails()).toMatchObject([{ message_id: '<new@example.org>' }])
  })
})

describe('a folder that was rebuilt', () => {
  it('is read again where the journal knows its mails: they are duplicates, and new ones are new', async () => {
    for (let number = 0; number < 25; number++) server.append(rawMail(`mail ${number}`))
    await sightings(25)
    await one.watcher.stop()
    rebuild(3)
    one = await startWatching(bench, imapSetup(server.port, { after: 'flag' }), { mailbox: one.mailbox })
    await sightings(53)
    expect(await bench.mails()).toHaveLength(28)
    expect((await readLedger(bench.store))[0]).toMatchObject({ addsUp: true, counts: { duplicate: 25, waiting: 28 } })
    expect(await paused()).toBeNull()
  })

  it('pauses and alarms where many mails are unknown, until a person says what becomes of them', async () => {
    server.append(rawMail('known'))
    const [seen] = await sightings(1)
    await one.watcher.stop()
    rebuild(21)
    one = await startWatching(bench, imapSetup(server.port, { after: 'flag' }), { mailbox: one.mailbox })
    await eventually(() => one.alarms.standing.has('mailbox-uidvalidity:support'))
    expect(await paused()).toMatch(/^uidvalidity: UIDVALIDITY 100 → 200/)
    expect(await bench.mails()).toHaveLength(1)

    await one.watcher.stop()
    await decide(bench, seen?.inbound_mail_id ?? 0, 'accepted')
    await resumeMailbox(bench.store, one.mailbox.mailboxId, 'leave')
    one = await startWatching(bench, imapSetup(server.port, { after: 'flag' }), { mailbox: one.mailbox })
    await eventually(() => one.watcher.status().connected)
    server.append(rawMail('after'))
    await sightings(2)
    expect(await bench.mails()).toHaveLength(2)
    expect((await readLedger(bench.store))[0]).toMatchObject({ addsUp: true, counts: { 'before-start': 22 } })
    expect((await bench.sightings())[0]).toMatchObject({ filing: 'failed', filing_error: 'UIDVALIDITY changed' })
  })

  it('takes everything in where that is what the person says', async () => {
    server.append(rawMail('known'))
    await sightings(1)
    await one.watcher.stop()
    rebuild(21)
    one = await startWatching(bench, imapSetup(server.port, { after: 'flag' }), { mailbox: one.mailbox })
    await eventually(paused)
    await one.watcher.stop()
    await resumeMailbox(bench.store, one.mailbox.mailboxId, 'take')
    one = await startWatching(bench, imapSetup(server.port, { after: 'flag' }), { mailbox: one.mailbox })
    await sightings(23)
    expect(await bench.mails()).toHaveLength(22)
  })
})
