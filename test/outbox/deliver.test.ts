import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TransientError } from '../../src/errors.ts'
import { type TestDesk, testDesk } from './desk.ts'

const minute = 60_000
const hour = 60 * minute

describe('delivering', () => {
  let desk: TestDesk
  beforeEach(async () => {
    desk = await testDesk()
  })
  afterEach(async () => {
    expect(desk.errors).toEqual([])
    await desk.close()
  })

  it('hands a mail to SMTP once and keeps the answer', async () => {
    const id = await desk.mail()
    await desk.deliver()
    await desk.deliver()
    expect(desk.smtp.taken).toHaveLength(1)
    expect(desk.smtp.taken[0]).toMatchObject({ to: ['ana@example.net'] })
    expect(await desk.row(id)).toMatchObject({
      status: 'sent',
      sent_at: desk.clock.at,
      lease_owner: null,
      reason: null,
    })
    expect(await desk.attempts(id)).toMatchObject([{ result: 'sent', code: 250, command: 'DATA' }])
  })

  it('tries again what was put off, with the same bytes under one Message-ID', async () => {
    const id = await desk.mail()
    desk.smtp.script.data = '451 4.3.0 try again'
    await desk.deliver()
    expect(await desk.row(id)).toMatchObject({
      status: 'waiting',
      next_attempt_at: desk.clock.at + minute,
      attempts: 1,
    })
    const stored = (await desk.row(id)).raw_key ?? ''
    desk.smtp.script.data = undefined
    await desk.deliver()
    expect(desk.smtp.taken).toHaveLength(0)
    desk.clock.at += minute
    await desk.store.update('tickets', desk.ids.ticket, { title: 'Another title' })
    await desk.deliver()
    expect(desk.smtp.taken[0]?.raw).toBe((await desk.files.read(stored)).toString())
    expect(await desk.attempts(id)).toMatchObject([
      { result: 'deferred', code: 451, command: 'DATA' },
      { result: 'sent', code: 250 },
    ])
  })

  it('puts off a recipient that is greylisted, without doubting the transport', async () => {
    for (let index = 0; index < 12; index += 1) await desk.mail()
    desk.smtp.script.rcpt = '450 4.7.1 greylisted'
    await desk.deliver()
    expect(await desk.attempts(1)).toMatchObject([{ result: 'deferred', command: 'RCPT TO', code: 450 }])
    expect(desk.reports).toEqual([])
  })

  it('parks after three days of being put off, and says so', async () => {
    const id = await desk.mail()
    desk.smtp.script.rcpt = '450 4.2.2 mailbox full'
    for (let passed = 0; passed < 80 * hour; passed += 2 * hour) {
      await desk.deliver()
      desk.clock.at += 2 * hour
    }
    const row = await desk.row(id)
    expect(row.status).toBe('parked')
    expect(row.reason).toContain('three days')
    expect(row.attempts).toBeGreaterThan(10)
    expect(desk.parked).toHaveLength(1)
  })

  it.each([
    ['rcpt', '550 5.1.1 no such user', 'RCPT TO'],
    ['data', '554 5.7.1 message refused', 'DATA'],
  ] as const)('parks what is refused at %s', async (step, reply, command) => {
    const id = await desk.mail()
    desk.smtp.script[step] = reply
    await desk.deliver()
    expect(await desk.row(id)).toMatchObject({ status: 'parked', next_attempt_at: null })
    expect(await desk.attempts(id)).toMatchObject([{ result: 'refused', code: Number(reply.slice(0, 3)), command }])
    expect(desk.parked).toEqual([`${id} ${command}: ${reply}`])
    desk.smtp.script[step] = undefined
    const next = await desk.mail()
    await desk.deliver()
    expect((await desk.row(next)).status).toBe('sent')
  })

  it('does not know what became of a mail when the connection is cut after the final dot, and sends the same bytes', async () => {
    const id = await desk.mail()
    desk.smtp.script.data = 'cut'
    await desk.deliver()
    expect(await desk.row(id)).toMatchObject({ status: 'waiting' })
    expect(await desk.attempts(id)).toMatchObject([{ result: 'unknown', code: null }])
    desk.smtp.script.data = undefined
    desk.clock.at += 2 * minute
    await desk.deliver()
    expect(desk.smtp.taken).toHaveLength(2)
    expect(desk.smtp.taken[0]?.raw).toBe(desk.smtp.taken[1]?.raw)
  })

  it('gives up waiting for a server that hangs', async () => {
    await desk.close()
    desk = await testDesk({ transport: { timeouts: { socketTimeout: 300 } } })
    const id = await desk.mail()
    desk.smtp.script.rcpt = 'hang'
    await desk.deliver()
    expect(await desk.attempts(id)).toMatchObject([{ result: 'deferred', code: null }])
    expect(await desk.row(id)).toMatchObject({ status: 'waiting', attempts: 0 })
  })

  it('takes another connection where the server closed an idle one, without an attempt', async () => {
    await desk.mail()
    await desk.deliver()
    desk.smtp.hangUp()
    const id = await desk.mail()
    await desk.deliver()
    expect(await desk.attempts(id)).toMatchObject([{ result: 'sent' }])
    expect(desk.smtp.connections()).toBe(2)
  })

  it('does not send again since the database was away just when the server had taken it', async () => {
    const id = await desk.mail()
    const failed: string[] = []
    const run: typeof desk.store.run = async (sql, values) => {
      if (!sql.startsWith('UPDATE transports') || failed.length > 0) return desk.store.run(sql, values)
      failed.push(sql)
      throw new TransientError('store-unavailable', 'The database cannot be reached.')
    }
    await desk.another({}, { ...desk.store, run }).drain()
    expect(failed).toHaveLength(1)
    expect(await desk.attempts(id)).toMatchObject([{ result: 'sent' }])
    expect((await desk.row(id)).status).toBe('sent')
    expect(desk.errors.splice(0)).toMatchObject([{ code: 'store-unavailable' }])
  })

  it('reuses connections', async () => {
    for (let index = 0; index < 10; index += 1) await desk.mail()
    await desk.deliver()
    expect(desk.smtp.taken).toHaveLength(10)
    expect(desk.smtp.connections()).toBeLessThanOrEqual(2)
  })

  it('parks what cannot be rendered, with the reason, and goes on', async () => {
    const broken = await desk.mail({ event: 'no-such-event' })
    const fine = await desk.mail()
    await desk.deliver()
    expect((await desk.row(broken)).status).toBe('parked')
    expect((await desk.row(broken)).reason).toContain('outbox-unknown-event')
    expect((await desk.row(fine)).status).toBe('sent')
  })
})

describe('leases', () => {
  it('lets one of two processes send a mail', async () => {
    const desk = await testDesk()
    const other = desk.another()
    for (let index = 0; index < 20; index += 1) await desk.mail()
    await Promise.all([desk.outbox.drain(), other.drain()])
    await desk.outbox.drain()
    expect(desk.smtp.taken).toHaveLength(20)
    expect(desk.errors).toEqual([])
    await desk.close()
  })

  it('takes up what a dead process held, and parks what killed three', async () => {
    const desk = await testDesk()
    const died = await desk.mail()
    const deadly = await desk.mail()
    const past = (await desk.store.databaseNow()) - 1000
    const held = { status: 'sending', lease_owner: 'dead', lease_until: past }
    await desk.store.update('outbox_mails', died, { ...held, attempts: 1 })
    await desk.store.update('outbox_mails', deadly, { ...held, attempts: 3 })
    await desk.deliver()
    expect((await desk.row(died)).status).toBe('sent')
    expect((await desk.row(deadly)).status).toBe('parked')
    await desk.close()
  })

  it('leaves alone what another process is sending', async () => {
    const desk = await testDesk()
    const id = await desk.mail()
    const future = (await desk.store.databaseNow()) + 60_000
    await desk.store.update('outbox_mails', id, { status: 'sending', lease_owner: 'other', lease_until: future })
    await desk.deliver()
    expect(desk.smtp.taken).toHaveLength(0)
    await desk.close()
  })
})
