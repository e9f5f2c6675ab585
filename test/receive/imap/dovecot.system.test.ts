import { createHash, randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../src/clock.ts'
import { createTokens } from '../../../src/oauth/tokens.ts'
import type { AcceptContext } from '../../../src/receive/accept.ts'
import { lookAtMailbox } from '../../../src/receive/imap/look-at-mailbox.ts'
import type { ImapSetup } from '../../../src/receive/settings.ts'
import { readLedger } from '../../../src/store/queries/ledger.ts'
import { type Dovecot, startDovecot } from '../../support/dovecot.ts'
import { decide, imapSetup, startWatching, type Watched } from '../../support/imap-watch.ts'
import { lmtpClient } from '../../support/lmtp-client.ts'
import { eventually, type ReceiveBench, rawMail, receiveBench } from '../../support/receive.ts'

/** A user a test, so that each has an empty mailbox. */
const users = Array.from({ length: 12 }, (_, number) => `user${number}`)
let dovecot: Dovecot
let bench: ReceiveBench
let user = ''
const watched: Watched[] = []

beforeAll(async () => {
  dovecot = await startDovecot(users)
})
afterAll(() => dovecot.remove())
beforeEach(async () => {
  bench = await receiveBench()
  user = users.shift() ?? ''
})
afterEach(async () => {
  for (const { watcher } of watched.splice(0)) await watcher.stop()
  await bench.remove()
})

async function watch(more: Partial<ImapSetup> = {}, known?: Parameters<typeof startWatching>[2]): Promise<Watched> {
  const one = await startWatching(bench, imapSetup(dovecot.imapPort, { user, ...more }), known)
  watched.push(one)
  await eventually(() => one.watcher.status().connected)
  return one
}

/** Through Dovecot's own LMTP, as Postfix would. */
async function deliver(...mails: string[]): Promise<void> {
  const client = await lmtpClient({ host: '127.0.0.1', port: dovecot.lmtpPort })
  for (const mail of mails) {
    await client.envelope('ada@example.org', [`${user}@desk.example`])
    expect(await client.data(mail, 1)).toEqual([expect.stringMatching(/^250/)])
  }
  await client.close()
}

const journaled = (count: number) =>
  eventually(async () => {
    const mails = await bench.mails()
    return mails.length >= count ? mails : null
  }, 30_000)

const filesIn = async (folder: string) =>
  (
    await Promise.all(['new', 'cur'].map((name) => readdir(join(dovecot.maildir(user), folder, name)).catch(() => [])))
  ).flat()

describe('a mailbox on Dovecot', () => {
  it('is told of a mail by IDLE, and files it away by MOVE into folders that it makes', async () => {
    const one = await watch({ pollSeconds: 3600 })
    await deliver(rawMail('one'), rawMail('two'))
    const mails = await journaled(2)
    await decide(bench, mails[0]?.id ?? 0, 'accepted')
    await decide(bench, mails[1]?.id ?? 0, 'refused')
    one.watcher.ring()
    await eventually(async () => (await filesIn('.Guichet.Accepted')).length === 1)
    await eventually(async () => (await filesIn('.Guichet.Refused')).length === 1)
    await eventually(async () => (await bench.sightings()).every((seen) => seen.filing === 'done'))
    expect(await filesIn('')).toEqual([])
  })

  it('is seen by the doctor as what it is: it keeps keywords of ours, and lets us change it', async () => {
    const tokens = createTokens(`${bench.folder}/tokens`, systemClock)
    expect(await lookAtMailbox(imapSetup(dovecot.imapPort, { user, after: 'flag' }), tokens)).toMatchObject({
      takesKeywords: true,
      readOnly: false,
    })
  })

  it('marks nothing as read by reading it', async () => {
    await watch()
    await deliver(rawMail('unread'))
    await journaled(1)
    expect((await filesIn('')).every((name) => !/:2,.*S/.test(name))).toBe(true)
  })

  it('deletes by UID EXPUNGE', async () => {
    const one = await watch({ after: 'delete' })
    await deliver(rawMail('one'), rawMail('two'))
    const mails = await journaled(2)
    await decide(bench, mails[0]?.id ?? 0, 'accepted')
    one.watcher.ring()
    await eventually(async () => (await filesIn('')).length === 1)
    await eventually(async () => (await bench.sightings()).some((seen) => seen.filed_to === 'deleted'))
  })

  it('streams a large mail, octet for octet, without holding it', async () => {
    const body = randomBytes(45_000_000).toString('base64').replaceAll(/.{76}/g, '$&\r\n')
    const raw = rawMail('large', { body })
    await deliver(raw)
    const before = process.memoryUsage.rss()
    let peak = before
    const meter = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage.rss())
    }, 10)
    await watch({ maxSize: 100_000_000, importSince: Date.now() - 86_400_000 })
    const [mail] = await journaled(1)
    clearInterval(meter)
    expect(peak - before).toBeLessThan(raw.length)
    const hash = createHash('sha256')
    let size = 0
    for await (const chunk of await bench.files.open(mail?.raw_key ?? '')) {
      hash.update(chunk)
      size += chunk.length
    }
    expect(mail?.sha256).toBe(hash.digest('hex'))
    // Dovecot puts its own trace fields on top.
    expect(size).toBeGreaterThanOrEqual(raw.length)
  })

  it('refuses a mail above the limit and files it as refused', async () => {
    await watch({ maxSize: 100_000 })
    await deliver(rawMail('large', { body: 'x'.repeat(70).concat('\r\n').repeat(10_000) }))
    const [mail] = await journaled(1)
    expect(mail).toMatchObject({ category: 'refused' })
    expect(mail?.size).toBeGreaterThan(700_000)
    await eventually(async () => (await filesIn('.Guichet.Refused')).length === 1)
  })

  it('survives a server that is killed in the middle of a fetch, and takes the mail once', async () => {
    let kills = 0
    const { files } = bench
    const put: AcceptContext['files']['put'] = async (kind, content) => {
      async function* cut() {
        for await (const chunk of content) {
          yield chunk
          if (kills++ === 0) await dovecot.kill()
        }
      }
      return await files.put(kind, cut())
    }
    bench.accept = { ...bench.accept, files: { ...files, put } }
    const one = await watch({ maxSize: 100_000_000 })
    await deliver(rawMail('cut', { body: 'x'.repeat(70).concat('\r\n').repeat(200_000) }))
    await eventually(() => !one.watcher.status().connected)
    expect(await bench.mails()).toEqual([])
    await dovecot.start()
    await journaled(1)
    await eventually(() => one.watcher.status().connected)
    expect(await bench.mails()).toHaveLength(1)
    expect((await readLedger(bench.store))[0]).toMatchObject({ addsUp: true, total: 1 })
  })

  it('reads a folder with another UIDVALIDITY again, and makes no second mail', async () => {
    const one = await watch({ after: 'flag' })
    await deliver(rawMail('one'), rawMail('two'))
    await journaled(2)
    await dovecot.kill()
    await dovecot.changeUidValidity(user)
    await dovecot.start()
    await eventually(async () => (await bench.sightings()).filter((seen) => seen.state === 'journaled').length === 4)
    await deliver(rawMail('three'))
    await journaled(3)
    expect(await bench.mails()).toHaveLength(3)
    expect(new Set((await bench.sightings()).map((seen) => seen.uid_validity)).size).toBe(2)
    expect(one.alarms.standing.size).toBe(0)
  })

  it('is read by two processes at once without a second mail, a lost one, or a false alarm', async () => {
    const one = await watch()
    const two = await watch({}, { mailbox: one.mailbox })
    await deliver(...Array.from({ length: 40 }, (_, number) => rawMail(`mail ${number}`)))
    const deciding = setInterval(() => {
      void bench.store
        .run(`UPDATE inbound_mails SET status = 'done', category = 'accepted' WHERE status = 'waiting'`)
        .then(() => {
          for (const { watcher } of [one, two]) watcher.ring()
        })
    }, 50)
    try {
      await eventually(async () => (await filesIn('.Guichet.Accepted')).length === 40)
      await eventually(async () => (await bench.sightings()).every((seen) => seen.filing === 'done'))
    } finally {
      clearInterval(deciding)
    }
    expect(await filesIn('')).toEqual([])
    expect(await bench.mails()).toHaveLength(40)
    expect(await bench.sightings()).toHaveLength(40)
    expect((await readLedger(bench.store))[0]).toMatchObject({ addsUp: true, counts: { accepted: 40 } })
    for (const { alarms } of [one, two]) expect(alarms.standing.size).toBe(0)
  })
})
