import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type TestDesk, testDesk } from './desk.ts'

const minute = 60_000

describe('a transport in trouble', () => {
  let desk: TestDesk
  beforeEach(async () => {
    desk = await testDesk({ transport: { user: 'desk', password: 'wrong', connections: 1 } })
  })
  afterEach(async () => {
    expect(desk.errors).toEqual([])
    await desk.close()
  })

  const statuses = async () =>
    (await desk.store.all<{ status: string }>('SELECT status FROM outbox_mails ORDER BY id')).map(
      ({ status }) => status,
    )

  it.each([
    ['auth', '535 5.7.8 bad credentials'],
    ['mail', '550 5.7.60 you may not send as this sender'],
    ['connect', '554 5.7.1 your network is blocked'],
  ] as const)('is paused at once by a refusal at %s, and no mail is lost or blamed', async (step, reply) => {
    for (let index = 0; index < 8; index += 1) await desk.mail()
    desk.smtp.script[step] = reply
    await desk.deliver()
    expect(new Set(await statuses())).toEqual(new Set(['waiting']))
    expect(desk.reports).toHaveLength(1)
    expect(desk.reports[0]).toContain('paused main')
    expect(desk.reports[0]).toContain(reply.slice(0, 3))
    expect(desk.smtp.connections()).toBe(1)
    expect(desk.parked).toEqual([])
  })

  it('is tried with one mail at a time, at growing intervals, and resumes with the first that is taken', async () => {
    for (let index = 0; index < 8; index += 1) await desk.mail()
    desk.smtp.script.auth = '535 5.7.8 bad credentials'
    await desk.deliver()
    desk.clock.at += minute / 2
    await desk.deliver()
    expect(desk.smtp.connections()).toBe(1)
    desk.clock.at += minute
    await desk.deliver()
    expect(desk.smtp.connections()).toBe(2)
    desk.clock.at += minute
    await desk.deliver()
    expect(desk.smtp.connections()).toBe(2)
    desk.smtp.script.auth = undefined
    desk.clock.at += 2 * minute
    await desk.deliver()
    await desk.deliver()
    expect(await statuses()).toEqual(Array(8).fill('sent'))
    expect(desk.reports.slice(1)).toEqual(['resumed main'])
    expect(await desk.store.first('SELECT paused_at, failures FROM transports')).toEqual({
      paused_at: null,
      failures: 0,
    })
  })

  it.each([
    ['mail', '421 4.3.2 shutting down'],
    ['connect', '421 4.7.0 too many connections'],
    ['mail', 'cut'],
  ] as const)('is paused by a run of like failures: %s %s', async (step, reply) => {
    for (let index = 0; index < 8; index += 1) await desk.mail()
    desk.smtp.script[step] = reply
    await desk.deliver()
    expect(desk.reports).toHaveLength(1)
    expect(desk.smtp.connections()).toBe(5)
    expect(new Set(await statuses())).toEqual(new Set(['waiting']))
  })

  it('is paused when everybody is refused in the same words, but not by mailboxes that do not exist', async () => {
    desk.smtp.script.rcpt = '550 5.1.1 no such user'
    for (let index = 0; index < 15; index += 1) await desk.mail()
    await desk.deliver()
    expect(await statuses()).toEqual(Array(15).fill('parked'))
    expect(desk.reports).toEqual([])
    desk.smtp.script.rcpt = '550 5.7.1 relaying denied'
    for (let index = 0; index < 15; index += 1) await desk.mail()
    await desk.deliver()
    expect(desk.reports).toHaveLength(1)
    expect((await statuses()).slice(15).sort()).toEqual([...Array(10).fill('parked'), ...Array(5).fill('waiting')])
  })

  it('is paused when the server is away', async () => {
    await desk.smtp.close()
    for (let index = 0; index < 8; index += 1) await desk.mail()
    await desk.deliver()
    expect(desk.reports).toHaveLength(1)
    expect(new Set(await statuses())).toEqual(new Set(['waiting']))
  })

  it('does not hold up another transport', async () => {
    const settings = { transports: [desk.transport, { ...desk.transport, key: 'other', port: 1 }] }
    const outbox = desk.another(settings)
    await desk.mail({ transport: 'other' })
    await desk.mail()
    await outbox.drain()
    expect(await statuses()).toEqual(['waiting', 'sent'])
  })
})

describe('rate and quota', () => {
  it('sends no more in a minute than the transport allows', async () => {
    const desk = await testDesk({ transport: { ratePerMinute: 3 } })
    for (let index = 0; index < 8; index += 1) await desk.mail()
    await desk.deliver()
    expect(desk.smtp.taken).toHaveLength(3)
    await desk.deliver()
    expect(desk.smtp.taken).toHaveLength(3)
    desk.clock.at += minute + 1
    await desk.deliver()
    expect(desk.smtp.taken).toHaveLength(6)
    await desk.close()
  })

  it('keeps one limit for two processes', async () => {
    const desk = await testDesk({ transport: { ratePerMinute: 3 } })
    for (let index = 0; index < 8; index += 1) await desk.mail()
    await desk.deliver()
    await desk.another().drain()
    expect(desk.smtp.taken).toHaveLength(3)
    await desk.close()
  })

  it('sends no more in a day than the quota', async () => {
    const desk = await testDesk({ transport: { dailyQuota: 4 } })
    for (let index = 0; index < 8; index += 1) await desk.mail()
    await desk.deliver()
    desk.clock.at += 23 * 60 * minute
    await desk.deliver()
    expect(desk.smtp.taken).toHaveLength(4)
    desk.clock.at += 2 * 60 * minute
    await desk.deliver()
    expect(desk.smtp.taken).toHaveLength(8)
    await desk.close()
  })
})
