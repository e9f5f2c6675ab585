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
  await listOutbox(desk.store, { language: 'en', status: 'parked' }, write)
  expect(lines.join('\n')).toContain('550 5.1.1 no such user')
  lines = []
  expect(await showOutbox(desk.store, id, 'en', write)).toBe(true)
  expect(lines.join('\n')).toContain('refused at RCPT TO: 550 5.1.1 no such user')
  const stored = (await desk.row(id)).raw_key
  desk.smtp.script.rcpt = undefined
  expect(await retryOutbox(desk.store, { all: true }, { now: desk.clock.at, language: 'en' }, write)).toBe(1)
  await desk.deliver()
  expect(await desk.row(id)).toMatchObject({ status: 'sent', raw_key: stored })
})

it('lets a held mail go once, beyond its bound', async () => {
  await desk.mail()
  const held = await desk.mail()
  await desk.deliver()
  expect((await desk.row(held)).status).toBe('held')
  await retryOutbox(desk.store, { ids: [held] }, { now: desk.clock.at, language: 'en' }, write)
  await desk.deliver()
  expect((await desk.row(held)).status).toBe('sent')
  expect(await retryOutbox(desk.store, { ids: [held, 999] }, { now: desk.clock.at, language: 'en' }, write)).toBe(0)
})

it('says that there is no such mail', async () => {
  expect(await showOutbox(desk.store, 999, 'en', write)).toBe(false)
  await listOutbox(desk.store, { language: 'en' }, write)
  expect(lines).toEqual(['There is no mail 999 in the outbox.', 'No mails.'])
})

it('ends the pause of a transport', async () => {
  await desk.mail()
  desk.smtp.script.mail = '550 5.7.1 not you'
  await desk.deliver()
  await listOutbox(desk.store, { language: 'en' }, write)
  expect(lines.at(-1)).toContain('Transport main is paused since 2026-11-24 09:00:00 UTC: MAIL FROM: 550 5.7.1 not you')
  desk.smtp.script.mail = undefined
  const options = { known: ['main', 'spare'], language: 'en' } as const
  expect(await resumeOutbox(desk.store, 'spare', options, write)).toBe(0)
  expect(lines.at(-1)).toBe('Transport spare is not paused.')
  expect(await resumeOutbox(desk.store, 'other', options, write)).toBe(null)
  expect(lines.at(-1)).toBe('There is no transport “other”. There are: main, spare')
  expect(await resumeOutbox(desk.store, null, options, write)).toBe(1)
  desk.clock.at += 60_000
  await desk.deliver()
  expect(desk.smtp.taken).toHaveLength(1)
})

it('says all of it in French to who reads French', async () => {
  await desk.mail()
  const held = await desk.mail()
  await desk.deliver()
  await listOutbox(desk.store, { language: 'fr' }, write)
  expect(lines[0]).toMatch(
    /^\d+ {2}2026-11-24 09:00:00 UTC {2}retenu .* à .* ticket 1 – plus de 1 messages à cette personne/,
  )
  lines = []
  await showOutbox(desk.store, held, 'fr', write)
  expect(lines.join('\n')).toMatch(/^état +retenu$/m)
  expect(lines.join('\n')).toMatch(/^créé le +2026-11-24 09:00:00 UTC$/m)
  lines = []
  await retryOutbox(desk.store, { ids: [held, 999] }, { now: desk.clock.at, language: 'fr' }, write)
  await retryOutbox(desk.store, { all: true }, { now: desk.clock.at, language: 'fr' }, write)
  await resumeOutbox(desk.store, null, { known: ['main'], language: 'fr' }, write)
  await showOutbox(desk.store, 999, 'fr', write)
  expect(lines).toEqual([
    'Le message 999 n’attend pas d’être renvoyé : il est envoyé, en cours d’envoi, dans un récapitulatif, plus conservé, ou inconnu.',
    '1 message va être envoyé.',
    'Rien n’est renvoyé.',
    'Aucun serveur d’envoi n’est en pause.',
    'Il n’y a pas de message 999 dans la file d’envoi.',
  ])
})
