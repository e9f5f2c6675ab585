import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAlarms, type DeskAlarms } from '../../src/health/alarms.ts'
import { createOutboxReports } from '../../src/health/report-outbox.ts'
import { type Logger, silentLogger } from '../../src/log.ts'
import { deskSettings, draftMail, lastMailTo, openTestDesk, type TestDesk } from '../support/desk.ts'
import { testSettings } from '../support/settings.ts'

const hour = 3_600_000
const two = await testSettings({
  ...deskSettings,
  transports: [
    { key: 'relay', host: '127.0.0.1', port: 25, tls: 'none' },
    { key: 'spare', host: '127.0.0.1', port: 26, tls: 'none' },
  ],
  persons: [
    ...deskSettings.persons,
    { name: 'Ada', addresses: ['ada@school.example'], language: 'fr', roles: { school: 'administrator' } },
  ],
})

let desk: TestDesk
let alarms: DeskAlarms
beforeEach(() => open(two))
afterEach(() => desk.remove())

async function open(settings: typeof two): Promise<void> {
  desk = await openTestDesk(settings)
  alarms = another()
}
const alarmParts = () => ({
  store: desk.store,
  directory: desk.tools.directory,
  log: silentLogger,
  clock: { now: () => desk.clock.at },
  hostName: 'mail.school.example',
})
const another = () => createAlarms(alarmParts())
const mails = () =>
  desk.store.all<{ event: string; to_address: string; transport: string; language: string; data: string }>(
    'SELECT event, to_address, transport, language, data FROM outbox_mails ORDER BY id',
  )
const rows = () => desk.store.all<{ name: string; cleared_at: number | null }>('SELECT * FROM alarms ORDER BY id')
const text = { en: 'It is broken.', fr: 'C’est cassé : voyez.' }

describe('an alarm', () => {
  it('is one row and one mail to the administrator, in their language, however often it is raised', async () => {
    for (let times = 0; times < 50; times++) alarms.raise('mailbox-down:support', text)
    await alarms.settle()
    desk.clock.at += 5 * 60_000
    alarms.raise('mailbox-down:support', { en: 'It is still broken.', fr: 'C’est encore cassé.' })
    await alarms.settle()
    expect(await rows()).toMatchObject([
      { name: 'mailbox-down:support', raised_at: desk.clock.at - 5 * 60_000, last_seen_at: desk.clock.at },
    ])
    expect(await mails()).toMatchObject([
      { event: 'alarm', to_address: 'ada@school.example', transport: 'relay', language: 'fr' },
    ])
    expect((await mails())[0]?.data).toContain('C’est cassé\u00a0: voyez.')
  })

  it('that clears and comes back is mailed again, but not within the hour', async () => {
    for (let times = 0; times < 3; times++) {
      alarms.raise('mailbox-down:support', text)
      await alarms.settle()
      alarms.clear('mailbox-down:support')
      await alarms.settle()
      desk.clock.at += 60_000
    }
    expect((await rows()).every(({ cleared_at }) => cleared_at !== null)).toBe(true)
    expect(await mails()).toHaveLength(1)
    alarms.raise('mailbox-down:support', text)
    await alarms.settle()
    desk.clock.at += hour
    await alarms.settle()
    expect(await mails()).toHaveLength(2)
  })

  it('never storms: what is beyond the bound of a day is mailed once there is room', async () => {
    for (let n = 0; n < 30; n++) alarms.raise(`trouble-${n}`, text)
    await alarms.settle()
    expect(await mails()).toHaveLength(20)
    desk.clock.at += 25 * hour
    await alarms.settle()
    expect(await mails()).toHaveLength(30)
  })

  it('is mailed once when two processes raise it at the same moment, and cleared by either', async () => {
    const other = another()
    alarms.raise('disk-nearly-full', text)
    other.raise('disk-nearly-full', text)
    await Promise.all([alarms.settle(), other.settle()])
    expect(await mails()).toHaveLength(1)
    other.clear('disk-nearly-full')
    await other.settle()
    expect((await rows()).filter(({ cleared_at }) => cleared_at === null)).toEqual([])
  })

  it('about a transport goes over another one, and ends with its pause', async () => {
    const { reports } = createOutboxReports({ ...reportParts(), alarms })
    await reports.paused('relay', 'AUTH: 535 no')
    await alarms.settle()
    expect(await mails()).toMatchObject([{ event: 'alarm', transport: 'spare' }])
    await reports.resumed('relay')
    await alarms.settle()
    expect((await rows())[0]?.cleared_at).not.toBeNull()
  })

  it('goes to those whom the settings name, over the transport that they name', async () => {
    await desk.remove()
    await open(await testSettings({ ...two, alarms: { to: ['ops@elsewhere.example'], transport: 'spare' } }))
    alarms.raise('x', text)
    await alarms.settle()
    expect(await mails()).toMatchObject([{ to_address: 'ops@elsewhere.example', transport: 'spare', language: 'en' }])
  })

  it('of which nobody is told says so once in the log, however often it is looked at', async () => {
    await desk.remove()
    await open(await testSettings({ ...deskSettings, alarms: { to: [] } }))
    const warned: object[] = []
    const log: Logger = { ...silentLogger, warn: (event, data) => void warned.push({ event, ...data }) }
    const logged = createAlarms({ ...alarmParts(), log })
    for (const name of ['transport-paused:relay', 'outbox-parked', 'transport-paused:relay']) {
      logged.raise(name, text)
      await logged.settle()
    }
    expect(await mails()).toEqual([])
    expect(warned).toMatchObject([
      { event: 'alarm.nobody-told', name: 'transport-paused:relay', hearers: 0 },
      { event: 'alarm.nobody-told', name: 'outbox-parked', hearers: 0 },
    ])
  })

  it('never throws and is not lost with the database away', async () => {
    const store = desk.store
    let away = true
    const flaky = createAlarms({
      store: {
        ...store,
        all: (sql, values) => (away ? Promise.reject(new Error('gone')) : store.all(sql, values)),
      },
      directory: desk.tools.directory,
      log: silentLogger,
      clock: { now: () => desk.clock.at },
      hostName: 'h',
    })
    flaky.raise('x', text)
    await flaky.settle()
    expect(await rows()).toEqual([])
    away = false
    await flaky.settle()
    expect(await mails()).toHaveLength(1)
  })
})

const reportParts = () => ({
  directory: desk.tools.directory,
  clock: { now: () => desk.clock.at },
  log: silentLogger,
  metrics: { attempted: () => {} },
})

describe('a mail that will not arrive', () => {
  async function park(event: string): Promise<void> {
    const { onParked } = createOutboxReports({ ...reportParts(), alarms })
    const row = await desk.store.first<{ id: number }>('SELECT id FROM outbox_mails WHERE event = ? ORDER BY id DESC', [
      event,
    ])
    const mail = await desk.store.byId('outbox_mails', row?.id ?? 0)
    if (!mail) throw new Error(`no ${event}`)
    await desk.store.transaction((tx) => onParked(tx, mail, 'RCPT TO: 550 5.1.1 no such user'))
    await alarms.settle()
  }

  it('stands on its ticket, tells the technicians, and is an alarm; their own notice of it leads to no other', async () => {
    await desk.receive(draftMail({ from: 'Paul <paul@parents.example>', text: 'It does not print.' }))
    await park('new')
    expect(await desk.store.all("SELECT kind FROM ticket_events WHERE kind = 'mail-bounced'")).toHaveLength(1)
    const told = () => desk.store.all("SELECT id FROM outbox_mails WHERE event = 'bounce-notice'")
    const before = (await told()).length
    expect(before).toBeGreaterThan(0)
    await park('bounce-notice')
    expect(await told()).toHaveLength(before)
    expect((await rows()).map(({ name }) => name)).toEqual(['outbox-parked'])
  })

  it('to the technician who has the ticket is told to the others', async () => {
    await desk.receive(draftMail({ from: 'Paul <paul@parents.example>', text: 'It does not print.' }))
    const claire = { from: 'claire@school.example', ...(await lastMailTo(desk, 'claire@school.example')) }
    await desk.receive(draftMail({ ...claire, text: 'I shall come by.' }))
    const paul = { from: 'paul@parents.example', ...(await lastMailTo(desk, 'paul@parents.example')) }
    await desk.receive(draftMail({ ...paul, text: 'It burns!' }))
    await park('followup-technician')
    const told = await desk.store.all("SELECT to_address FROM outbox_mails WHERE event = 'bounce-notice'")
    expect(told).toContainEqual({ to_address: 'denis@school.example' })
    expect(told).not.toContainEqual({ to_address: 'claire@school.example' })
  })
})
