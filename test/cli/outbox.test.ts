import { afterEach, beforeEach, expect, it } from 'vitest'
import { listOutbox, resumeOutbox, retryOutbox, showOutbox } from '../../src/cli/outbox.ts'
import { type TestDesk, testDesk } from '../outbox/desk.ts'

let desk: TestDesk
let lines: string[]
const write = (line: string) => void lines.push(line)
beforeEach(async () => {
  desk = await testDesk({ limits: { perTicketAndHour: 1 } })
  lines = []
})
afterEach(() => desk.close())

it('shows why a mail was parked, and sends it again when told to', async () => {
  const id = await desk.mail()
  desk.smtp.script.rcpt = '550 5.1.1 no such user'
  await desk.deliver()
  await listOutbox(desk.store, { status: 'parked' }, write)
  expect(lines.join('\n')).toContain('550 5.1.1 no such user')
  lines = []
  expect(await showOutbox(desk.store, id, write)).toBe(true)
  expect(lines.join('\n')).toContain('refused at RCPT TO: 550 5.1.1 no such user')
  const stored = (await desk.row(id)).raw_key
  desk.smtp.script.rcpt = undefined
  expect(await retryOutbox(desk.store, { all: true }, desk.clock.at, write)).toBe(1)
  await desk.deliver()
  expect(await desk.row(id)).toMatchObject({ status: 'sent', raw_key: stored })
})

it('lets a held mail go once, beyond its bound', async () => {
  await desk.mail()
  const held = await desk.mail()
  await desk.deliver()
  expect((await desk.row(held)).status).toBe('held')
  await retryOutbox(desk.store, { ids: [held] }, desk.clock.at, write)
  await desk.deliver()
  expect((await desk.row(held)).status).toBe('sent')
  expect(await retryOutbox(desk.store, { ids: [held, 999] }, desk.clock.at, write)).toBe(0)
})

it('says that there is no such mail', async () => {
  expect(await showOutbox(desk.store, 999, write)).toBe(false)
  await listOutbox(desk.store, {}, write)
  expect(lines).toEqual(['There is no mail 999 in the outbox.', 'No mails.'])
})

it('ends the pause of a transport', async () => {
  await desk.mail()
  desk.smtp.script.mail = '550 5.7.1 not you'
  await desk.deliver()
  await listOutbox(desk.store, {}, write)
  expect(lines.at(-1)).toContain(
    'Transport main is paused since 2026-11-24T09:00:00.000Z: MAIL FROM: 550 5.7.1 not you',
  )
  desk.smtp.script.mail = undefined
  expect(await resumeOutbox(desk.store, 'other', write)).toBe(0)
  expect(await resumeOutbox(desk.store, null, write)).toBe(1)
  desk.clock.at += 60_000
  await desk.deliver()
  expect(desk.smtp.taken).toHaveLength(1)
})
