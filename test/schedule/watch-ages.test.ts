import { afterEach, beforeEach, expect, it } from 'vitest'
import { watchAges } from '../../src/schedule/watch-ages.ts'
import { draftMail, openTestDesk, type TestDesk } from '../support/desk.ts'
import { type RecordedAlarms, recordAlarms } from '../support/receive.ts'

let desk: TestDesk
let alarms: RecordedAlarms
let disk = { free: 50e9, size: 100e9 }
beforeEach(async () => {
  desk = await openTestDesk()
  alarms = recordAlarms()
  disk = { free: 50e9, size: 100e9 }
})
afterEach(() => desk.remove())

const minute = 60_000
const watch = async () => {
  await watchAges({ store: desk.store, alarms, now: () => desk.clock.at, disk: async () => disk })
  return [...alarms.standing.keys()].sort()
}
const received = (row: object) =>
  desk.store.insert('inbound_mails', {
    entity_id: 1,
    fingerprint: JSON.stringify(row).slice(0, 64),
    sha256: '0',
    size: 1,
    source: 'lmtp',
    received_at: desk.clock.at,
    status: 'waiting',
    attempts: 0,
    ...row,
  })

it('finds nothing wrong where nothing is', async () => {
  expect(await watch()).toEqual([])
})

it('tells of mail that is not processed in time, until it is', async () => {
  const id = await received({})
  desk.clock.at += 16 * minute
  expect(await watch()).toEqual(['unprocessed-old'])
  await desk.store.update('inbound_mails', id, { status: 'done' })
  expect(await watch()).toEqual([])
})

it('tells of mail that is not sent: sooner where it was never tried than where a server puts it off', async () => {
  await desk.receive(draftMail({ from: 'Paul <paul@parents.example>', text: 'It does not print.' }))
  desk.clock.at += 16 * minute
  expect(await watch()).toEqual(['unsent-old'])
  await desk.store.run('UPDATE outbox_mails SET first_attempt_at = created_at')
  expect(await watch()).toEqual([])
  desk.clock.at += 6 * 60 * minute
  expect(await watch()).toEqual(['unsent-old'])
})

it('tells for a day of mails that were parked, in or out', async () => {
  await received({ status: 'parked', outcome: 'parked', reason: 'boom', done_at: desk.clock.at })
  expect(await watch()).toEqual(['inbound-parked'])
  expect(alarms.standing.get('inbound-parked')).toContain('boom')
  desk.clock.at += 25 * 60 * minute
  expect(await watch()).toEqual([])
  await desk.receive(draftMail({ from: 'Paul <paul@parents.example>', text: 'It does not print.' }))
  await desk.store.run("UPDATE outbox_mails SET status = 'parked', reason = '550 no such user'")
  expect(await watch()).toEqual(['outbox-parked'])
})

it('tells of a disk that is nearly full, by share or by what is left', async () => {
  disk = { free: 4e9, size: 100e9 }
  expect(await watch()).toEqual(['disk-nearly-full'])
  disk = { free: 0.9e9, size: 2e9 }
  expect(await watch()).toEqual(['disk-nearly-full'])
  disk = { free: 6e9, size: 100e9 }
  expect(await watch()).toEqual([])
})

it('forgets after a day what single mails had raised', async () => {
  const at = desk.clock.at
  await desk.store.insert('alarms', { name: 'mail-vanished:support', text: '{}', raised_at: at, last_seen_at: at })
  alarms.raise('mail-vanished:support', { en: '', fr: '' })
  expect(await watch()).toEqual(['mail-vanished:support'])
  desk.clock.at += 25 * 60 * minute
  expect(await watch()).toEqual([])
})
