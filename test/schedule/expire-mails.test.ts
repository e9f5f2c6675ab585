import { Buffer } from 'node:buffer'
import { readdir } from 'node:fs/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { showMail, traceMail } from '../../src/cli/mail-show.ts'
import { retryOutbox } from '../../src/cli/outbox.ts'
import { replayMail } from '../../src/process/replay.ts'
import { expireMails } from '../../src/schedule/expire-mails.ts'
import type { SqlValue } from '../../src/store/types.ts'
import { draftMail, lastMailTo, openTestDesk, type TestDesk } from '../support/desk.ts'
import { plansOf, watchStatements } from '../support/statement-plans.ts'

const day = 86_400_000
const going = new AbortController().signal
let desk: TestDesk
beforeEach(async () => {
  desk = await openTestDesk()
})
afterEach(() => desk.remove())

const tools = () => ({
  store: desk.store,
  files: desk.tools.files,
  directory: desk.tools.directory,
  now: () => desk.clock.at,
})
const run = (signal = going) => expireMails(tools(), signal)
const mail = (id: number) => desk.store.byId('inbound_mails', id)
const paul = 'Paul Petit <paul@parents.example>'

/** Puts rendered bytes behind every mail that waits, and says that it left. */
async function send(status = 'sent'): Promise<void> {
  for (const { id } of await desk.store.all<{ id: number }>("SELECT id FROM outbox_mails WHERE status = 'waiting'")) {
    const { key } = await desk.tools.files.put('rendered', [Buffer.from('Bonjour Paul')])
    const sent = status === 'sent' ? { sent_at: desk.clock.at } : {}
    const rendered = {
      raw_key: key,
      sent_text: 'Bonjour Paul',
      sent_html_text: 'Bonjour Paul',
      subject: 'The printer',
      reason: null,
    }
    await desk.store.update('outbox_mails', id, { status, ...rendered, ...sent, next_attempt_at: null })
    await desk.store.insert('outbox_attempts', {
      outbox_mail_id: id,
      at: desk.clock.at,
      result: 'sent',
      response: 'ok paul@parents.example',
    })
  }
}

const filesOf = async (kind: string): Promise<number> =>
  (await readdir(`${desk.folder}/files/${kind}`, { recursive: true, withFileTypes: true }).catch(() => [])).filter(
    (entry) => entry.isFile(),
  ).length

it('leaves hashes and what a mail became, once its time is over', async () => {
  await desk.receive(draftMail({ from: paul, text: 'It does not print.' }), { from: 'paul@parents.example' })
  await send()
  desk.clock.at += 180 * day - 1
  expect(await run()).toEqual({ inbound: 0, outbox: 0, files: 0, refusals: 0 })
  expect(await filesOf('raw')).toBe(1)
  const sent = await filesOf('rendered')
  const before = await mail(1)
  desk.clock.at += 1
  expect(await run()).toEqual({ inbound: 1, outbox: sent, files: 1 + sent, refusals: 0 })
  expect(await mail(1)).toEqual({
    ...before,
    ...{ raw_key: null, message_id: null, envelope_from: null, from_address: null, subject: null },
    ...{ reason: null, trace: null },
  })
  expect(before).toMatchObject({ outcome: 'opened', ticket_id: 1, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
  expect([await filesOf('raw'), await filesOf('rendered')]).toEqual([0, 0])
  expect(await desk.store.byId('outbox_mails', 1)).toMatchObject({
    ...{ status: 'sent', raw_key: null, sent_text: null, sent_html_text: null, subject: null },
    to_address: expect.stringContaining('@'),
  })
  expect(await desk.store.all('SELECT response FROM outbox_attempts WHERE response IS NOT NULL')).toEqual([])
  expect(await run()).toEqual({ inbound: 0, outbox: 0, files: 0, refusals: 0 })
})

it('keeps no address in a reason', async () => {
  await desk.receive(draftMail({ from: paul, text: 'It does not print.' }))
  await send()
  await desk.store.run("UPDATE outbox_mails SET reason = 'RCPT TO: 550 <paul@parents.example> is unknown'")
  await desk.store.update('inbound_mails', 1, { reason: 'mail 1 to paul@parents.example came back' })
  desk.clock.at += 180 * day
  await run()
  for (const table of ['inbound_mails', 'outbox_mails'])
    expect(await desk.store.all(`SELECT reason FROM ${table} WHERE reason IS NOT NULL`)).toEqual([])
})

it('still knows a duplicate by its hashes', async () => {
  await desk.receive(draftMail({ from: paul, text: 'It does not print.' }))
  desk.clock.at += 200 * day
  await run()
  const row = await mail(1)
  if (!row) throw new Error('the row is gone')
  const again = { ...row, raw_key: 'x', status: 'waiting', outcome: null }
  expect(await desk.store.insertOrIgnore('inbound_mails', strip(again))).toBeNull()
})

it('keeps refused and ignored mails for their own, shorter time', async () => {
  await desk.receive(draftMail({ from: paul, text: '', subject: '' }))
  await desk.receive(draftMail({ from: paul, text: 'I am away.', headers: ['Auto-Submitted: auto-replied'] }))
  await desk.receive(draftMail({ from: paul, text: 'It does not print.' }))
  expect([await mail(1), await mail(2), await mail(3)].map((row) => row?.outcome)).toEqual([
    'rejected',
    'ignored',
    'opened',
  ])
  await desk.store.insertAll(
    'refusals_told',
    ['2026-11-23', '2026-11-24', '2026-12-01'].map((on) => ({
      ...{ entity_id: 1, address: 'paul@parents.example', reason: 'test', day: on, told: 1 },
    })),
  )
  desk.clock.at += 30 * day
  expect(await run()).toMatchObject({ inbound: 2, refusals: 1 })
  expect((await mail(3))?.raw_key).not.toBeNull()
})

it('never touches what is held, parked, waiting or being sent', async () => {
  await desk.receive(draftMail({ from: 'Claire Martin <claire@school.example>', text: 'Send money.', proved: false }))
  expect((await mail(1))?.outcome).toBe('held')
  for (const text of ['one', 'two', 'three']) await desk.receive(draftMail({ from: paul, text }))
  await desk.store.update('inbound_mails', 2, { status: 'parked', outcome: 'parked' })
  await desk.store.update('inbound_mails', 3, { status: 'waiting' })
  await desk.store.update('inbound_mails', 4, { status: 'processing' })
  const waiting = (await desk.outbox()).length
  desk.clock.at += 1000 * day
  expect(await run()).toMatchObject({ inbound: 0, outbox: 0, files: 0 })
  await send('sending')
  desk.clock.at += 1000 * day
  expect(await run()).toMatchObject({ inbound: 0, outbox: 0, files: 0 })
  expect(await filesOf('rendered')).toBe(waiting)
})

it('keeps a held mail no longer than a refused one, once its technician has said that it is not theirs', async () => {
  const forged = () => draftMail({ from: 'Claire Martin <claire@school.example>', text: 'Send money.', proved: false })
  await desk.receive(forged())
  await desk.receive(forged())
  desk.clock.at += 30 * day
  expect(await run()).toMatchObject({ inbound: 0 })
  await desk.store.run("UPDATE confirmations SET status = 'denied' WHERE inbound_mail_id = 1")
  expect(await run()).toMatchObject({ inbound: 1, files: 1 })
  expect(await mail(1)).toMatchObject({ raw_key: null, subject: null, trace: null, outcome: 'held' })
  expect((await mail(2))?.raw_key).not.toBeNull()
  expect(await run()).toMatchObject({ inbound: 0 })
})

it.each(['parked', 'held'])('takes mails of ours that are %s no later than those that were sent', async (status) => {
  await desk.receive(draftMail({ from: paul, text: 'It does not print.' }))
  await send(status)
  const mails = (await desk.outbox()).length
  desk.clock.at += 180 * day - 1
  expect(await run()).toMatchObject({ outbox: 0 })
  desk.clock.at += 1
  expect(await run()).toMatchObject({ outbox: mails, files: 1 + mails })
  expect(await filesOf('rendered')).toBe(0)
  expect(await run()).toMatchObject({ outbox: 0 })
})

it('takes cancelled mails too, and then says that there is nothing left to send', async () => {
  await desk.receive(draftMail({ from: paul, text: 'It does not print.' }))
  await send('cancelled')
  const [first] = await desk.outbox()
  desk.clock.at += 180 * day
  expect(await run()).toMatchObject({ outbox: (await desk.outbox()).length })
  const lines: string[] = []
  expect(
    await retryOutbox(desk.store, { ids: [first?.id ?? 0] }, { now: desk.clock.at, language: 'en' }, (line) =>
      lines.push(line),
    ),
  ).toBe(0)
  expect(lines[0]).toContain('no longer kept')
})

it('tells people that the raw mail is gone', async () => {
  await desk.receive(draftMail({ from: paul, text: 'It does not print.' }))
  desk.clock.at += 180 * day
  await run()
  const lines: string[] = []
  await showMail(desk.store, 1, 'en', (line) => lines.push(line))
  expect(lines.join('\n')).toContain('The raw mail is no longer kept: only its hashes are.')
  expect(lines.join('\n')).toMatch(/^Why +That is no longer kept\.$/m)
  expect(await replayMail({ store: desk.store, files: desk.tools.files, now: () => 0 }, 1, true)).toEqual({
    kind: 'refused',
    why: 'raw-gone',
  })
})

it('takes what reply extraction cut away, since only the raw mail held it', async () => {
  await desk.receive(draftMail({ from: paul, text: 'It does not print.', id: '<first@client.example>' }))
  const quoting = 'Still broken.\n\nOn Monday Paul Petit <paul@parents.example> wrote:\n> It does not print.'
  await desk.receive(draftMail({ from: paul, text: quoting, inReplyTo: '<first@client.example>' }))
  expect((await desk.store.byId('followups', 1))?.cut_text).toContain('does not print')
  desk.clock.at += 180 * day
  await run()
  expect(await desk.store.byId('followups', 1)).toMatchObject({ cut_text: null, content_text: 'Still broken.' })
})

it('takes it from the ticket that a reply opened', async () => {
  await desk.receive(draftMail({ from: paul, text: 'It does not print.', id: '<first@client.example>' }))
  await desk.store.update('tickets', 1, { status: 'closed', closed_at: 0 })
  const quoting = 'A new mouse, please.\n\nOn Monday Paul Petit <paul@parents.example> wrote:\n> It does not print.'
  await desk.receive(draftMail({ from: paul, text: quoting, inReplyTo: '<first@client.example>' }))
  expect((await desk.store.byId('tickets', 2))?.cut_text).toContain('does not print')
  const lines: string[] = []
  await traceMail(desk.store, 2, 'en', (line) => lines.push(line))
  expect(lines.at(-1)).toContain('> It does not print.')
  desk.clock.at += 180 * day
  await run()
  expect(await desk.store.byId('tickets', 2)).toMatchObject({ cut_text: null, content_text: 'A new mouse, please.' })
})

it('takes it from solutions and notes as well', async () => {
  await desk.receive(draftMail({ from: paul, text: 'It does not print.' }))
  const { to } = await lastMailTo(desk, 'claire@school.example')
  const claire = 'Claire Martin <claire@school.example>'
  const quote = '\n\nOn Monday Paul Petit <paul@parents.example> wrote:\n> It does not print.'
  await desk.receive(draftMail({ from: claire, to, text: `/private\nAgain!${quote}` }))
  await desk.receive(draftMail({ from: claire, to, text: `/solve\nIt was out of paper.${quote}` }))
  const cuts = () =>
    desk.store.all(
      'SELECT cut_text FROM followups WHERE cut_text IS NOT NULL UNION ALL SELECT cut_text FROM solutions WHERE cut_text IS NOT NULL',
    )
  expect(await cuts()).toHaveLength(2)
  for (const id of [2, 3]) {
    const lines: string[] = []
    await traceMail(desk.store, id, 'en', (line) => lines.push(line))
    expect(lines.at(-1)).toContain('> It does not print.')
  }
  desk.clock.at += 180 * day
  await run()
  expect(await cuts()).toEqual([])
})

it('works through many in bounded steps, goes on where it stopped, and reads no table whole', async () => {
  await desk.receive(draftMail({ from: paul, text: 'It does not print.' }))
  const model = await mail(1)
  if (!model) throw new Error('nothing came')
  await desk.store.insertAll(
    'inbound_mails',
    Array.from({ length: 1000 }, (_, index) => ({
      ...strip(model),
      fingerprint: `copy ${index}`,
      raw_key: null,
      // Many were decided in one millisecond.
      done_at: desk.clock.at + Math.floor(index / 300),
    })),
  )
  await send()
  desk.clock.at += 181 * day
  const stopping = new AbortController()
  const files = {
    ...desk.tools.files,
    remove: async (key: string) => {
      stopping.abort()
      await desk.tools.files.remove(key)
    },
  }
  expect(await expireMails({ ...tools(), files }, stopping.signal)).toMatchObject({ inbound: 200 })
  const seen = new Map<string, readonly SqlValue[]>()
  expect(await expireMails({ ...tools(), store: watchStatements(desk.store, seen) }, going)).toMatchObject({
    inbound: 801,
  })
  expect(await desk.store.all('SELECT id FROM inbound_mails WHERE subject IS NOT NULL')).toEqual([])
  for (const plan of await plansOf(desk.store, seen))
    expect(plan).not.toMatch(/\bSCAN (?!CONSTANT|refusals_told — SELECT id, day FROM refusals_told ORDER BY id LIMIT)/)
  expect(seen.size).toBeGreaterThan(8)
})

function strip<R extends { id: number }>({ id: _id, ...row }: R): Omit<R, 'id'> {
  return row
}
