import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HealthFeeds } from '../../src/health/feeds.ts'
import { createMetrics } from '../../src/health/metrics.ts'
import { createReadiness } from '../../src/health/readiness.ts'
import { draftMail, openTestDesk, type TestDesk } from '../support/desk.ts'

let desk: TestDesk
let feeds: HealthFeeds
beforeEach(async () => {
  desk = await openTestDesk()
  feeds = {
    store: desk.store,
    clock: { now: () => desk.clock.at },
    receiving: () => ({ lmtp: true, mailboxes: { support: { connected: true, failures: 0 } } }),
    muted: async () => null,
    diskFree: async () => 50_000_000,
    transports: ['relay', 'spare'],
  }
})
afterEach(() => desk.remove())

const mailboxes = (...connected: boolean[]) =>
  Object.fromEntries(connected.map((is, index) => [`m${index}`, { connected: is, failures: is ? 0 : 3 }]))

async function pause(key: string): Promise<void> {
  await desk.store.insert('transports', { key, failures: 5, paused_at: desk.clock.at, paused_reason: '535 no' })
}

const hanging = (): HealthFeeds['store'] => {
  const store: HealthFeeds['store'] = Object.create(desk.store)
  store.all = () => new Promise(() => {})
  return store
}

describe('ready', () => {
  it('is a service whose parts all work', async () => {
    expect(await createReadiness(feeds)()).toEqual({
      isReady: true,
      report: {
        ready: true,
        reasons: [],
        troubles: [],
        parts: {
          database: 'answers',
          disk: 'has room',
          lmtp: 'listens',
          mailboxes: { support: 'connected' },
          outbox: 'sends',
          transports: { relay: 'works', spare: 'works' },
        },
      },
    })
  })

  it('is none whose disk is full; one whose disk cannot be looked at is believed', async () => {
    const full = await createReadiness({ ...feeds, diskFree: async () => 9_999_999 })()
    expect(full).toMatchObject({ isReady: false, report: { parts: { disk: 'full' } } })
    expect(full.report.reasons).toEqual(['the disk is full: no mail is taken in'])
    const unknown = { ...feeds, diskFree: async () => Promise.reject(new Error('EIO')) }
    expect(await createReadiness(unknown)()).toMatchObject({ isReady: true, report: { parts: { disk: 'unknown' } } })
    const read = async (from: HealthFeeds) => (await createMetrics(from).read()).text
    expect(await read(feeds)).toContain('guichet_disk_free_bytes 50000000')
    expect(await read(unknown)).not.toMatch(/^guichet_disk_free_bytes \d/m)
  })

  it('is one with a mailbox or a transport down, while others work; it is told', async () => {
    await pause('relay')
    const receiving = () => ({ lmtp: false, mailboxes: mailboxes(true, false) })
    const { isReady, report } = await createReadiness({ ...feeds, receiving })()
    expect(isReady).toBe(true)
    expect(report.troubles).toEqual(['the mailbox m1 is not connected', 'the transport relay is paused'])
  })

  it.each<[string, () => Promise<Partial<HealthFeeds>>]>([
    ['the service is starting', async () => ({ receiving: () => null })],
    [
      'no mailbox is connected',
      async () => ({ receiving: () => ({ lmtp: false, mailboxes: mailboxes(false, false) }) }),
    ],
    [
      'nothing is sent: this database belongs to another instance',
      async () => ({ muted: async () => 'host a, not b' }),
    ],
    [
      'every transport is paused',
      async () => {
        await pause('relay')
        await pause('spare')
        return {}
      },
    ],
    ['the database does not answer', async () => ({ store: hanging() })],
  ])('is not: %s', async (reason, change) => {
    const { isReady, report } = await createReadiness({ ...feeds, ...(await change()) })()
    expect(isReady).toBe(false)
    expect(report).toMatchObject({ ready: false, reasons: [reason] })
  })

  it('looks once a second at most, whoever asks', async () => {
    let looked = 0
    const muted = async () => {
      looked += 1
      return null
    }
    const ready = createReadiness({ ...feeds, muted })
    await Promise.all([ready(), ready()])
    await ready()
    expect(looked).toBe(1)
    desk.clock.at += 1000
    await ready()
    expect(looked).toBe(2)
  })
})

describe('metrics', () => {
  it('tell of mails by outcome, attempts, what waits and how long, connections, alarms', async () => {
    const metrics = createMetrics({ ...feeds, receiving: () => ({ lmtp: true, mailboxes: mailboxes(true, false) }) })
    const { outcome } = await desk.receive(draftMail({ from: 'paul@parents.example', text: 'It does not print.' }))
    metrics.settled(outcome.kind)
    metrics.attempted('relay', 'deferred')
    await desk.store.run("UPDATE outbox_mails SET attempts = 1 WHERE event = 'new'")
    await desk.store.insert('alarms', { name: 'x', text: '{}', raised_at: 1, last_seen_at: 1 })
    await pause('spare')
    desk.clock.at += 90_000
    const { contentType, text } = await metrics.read()
    expect(contentType).toContain('text/plain')
    for (const line of [
      'guichet_mails_total{outcome="opened"} 1',
      'guichet_outbox_attempts_total{transport="relay",result="deferred"} 1',
      'guichet_database_up 1',
      'guichet_lmtp_listening 1',
      'guichet_imap_connected{mailbox="m0"} 1',
      'guichet_imap_connected{mailbox="m1"} 0',
      'guichet_imap_failures{mailbox="m1"} 3',
      'guichet_inbound_mails{status="waiting"} 0',
      'guichet_inbound_mails{status="parked"} 0',
      'guichet_inbound_oldest_unprocessed_seconds 0',
      'guichet_outbox_mails{status="waiting"} 3',
      'guichet_outbox_retried_mails{status="waiting"} 1',
      'guichet_outbox_oldest_unsent_seconds 90',
      'guichet_transport_paused{transport="spare"} 1',
      'guichet_transport_paused{transport="relay"} 0',
      'guichet_outbox_muted 0',
      'guichet_alarms 1',
    ])
      expect(text).toContain(`${line}\n`)
    expect(text).toContain('process_resident_memory_bytes')
  })

  it('say that the database is away, and give the rest', async () => {
    const store: HealthFeeds['store'] = Object.create(desk.store)
    store.all = async () => {
      throw new Error('gone')
    }
    const { text } = await createMetrics({ ...feeds, store }).read()
    expect(text).toContain('guichet_database_up 0\n')
    expect(text).toContain('guichet_imap_connected{mailbox="support"} 1\n')
  })
})
