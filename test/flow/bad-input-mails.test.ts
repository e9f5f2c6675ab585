import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseMail } from '../../src/mail/parse.ts'
import { replayMail } from '../../src/process/replay.ts'
import type { Row } from '../../src/store/schema.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { draftMail } from '../support/desk.ts'
import { type LmtpClient, lmtpClient } from '../support/lmtp-client.ts'
import { type BadMail, badMails } from './bad-mails.ts'

let desk: TestApp
let lmtp: LmtpClient
beforeAll(async () => {
  desk = await startTestApp()
  const place = desk.app.receiving.lmtp?.address
  if (!place || typeof place === 'string') throw new Error('LMTP does not listen')
  lmtp = await lmtpClient({ host: '127.0.0.1', port: place.port })
})
afterAll(async () => {
  await lmtp.close()
  await desk.stop()
})

/** Hands a mail over, octet for octet, and gives its row once it is decided and told. */
async function deliver(raw: string): Promise<Row<'inbound_mails'>> {
  await lmtp.envelope('paul@parents.example', ['support@school.example'])
  const [answer] = await lmtp.data(raw, 1)
  expect(answer).toMatch(/^250 /)
  await desk.settle()
  return mailOf(Number(/(\d+)$/.exec(answer ?? '')?.[1]))
}

async function mailOf(id: number): Promise<Row<'inbound_mails'>> {
  const row = await desk.app.store.byId('inbound_mails', id)
  return row ?? Promise.reject(new Error(`the mail ${id} is not in the journal`))
}

describe('a bad mail, from LMTP to the receipt', () => {
  it.each(badMails)('$name', { timeout: 60_000 }, async (bad) => {
    const seen = desk.smtp.mails.length
    // They have their words in common, and what is sent twice within two minutes is one mail.
    await desk.app.store.run('UPDATE inbound_mails SET received_at = received_at - 3600000')
    const row = await deliver(bad.raw)
    expect(row).toMatchObject({ status: 'done', outcome: bad.outcome, last_error: null })
    expect(`${row.reason}\n${row.trace}`).toContain(bad.says)
    await expectKept(row, bad.raw)
    if (bad.outcome === 'opened') await expectTicket(row, bad, desk.smtp.mails.slice(seen))
    if (bad.raw.length < 10_000_000) await expectReplayable(row, bad)
  })

  it('a Message-ID used twice by different mails: two tickets, and each is told', async () => {
    const [first, second] = ['It does not print.', 'It does not scan.'].map((text) =>
      draftMail({ from: 'paul@parents.example', id: '<twice@client.example>', text }).replaceAll('\n', '\r\n'),
    )
    const rows = [await deliver(first ?? ''), await deliver(second ?? '')]
    expect(rows.map(({ outcome }) => outcome)).toEqual(['opened', 'opened'])
    expect(new Set(rows.map(({ ticket_id }) => ticket_id)).size).toBe(2)
    const again = await deliver(first ?? '')
    expect(again.id).toBe(rows[0]?.id)
  })
})

/** Octet for octet, but for the line end that LMTP needs before its final dot. */
async function expectKept(row: Row<'inbound_mails'>, raw: string): Promise<void> {
  const kept = await desk.app.files.read(row.raw_key ?? '')
  const hash = (content: string | Buffer) => createHash('sha256').update(content).digest('hex')
  expect([hash(raw), hash(`${raw}\r\n`)]).toContain(hash(kept))
}

async function expectTicket(row: Row<'inbound_mails'>, bad: BadMail, told: TestApp['smtp']['mails']): Promise<void> {
  const ticket = await desk.app.store.byId('tickets', row.ticket_id ?? 0)
  if (bad.title !== undefined) expect(ticket?.title).toBe(bad.title)
  if (bad.content !== undefined) expect(ticket?.content_text.slice(0, 1000)).toContain(bad.content)
  const files = await desk.app.store.all<{ filename: string }>(
    'SELECT filename FROM document_items WHERE ticket_id = ? ORDER BY id LIMIT 5',
    [row.ticket_id],
  )
  if (bad.files) expect(files.map(({ filename }) => filename)).toEqual(bad.files)
  expect(told.map(({ to }) => to[0])).toEqual(expect.arrayContaining(['paul@parents.example', 'claire@school.example']))
  for (const notice of told) await expectHarmless(notice)
}

/** What a sender wrote becomes neither a header of ours nor markup that does something. */
async function expectHarmless(notice: TestApp['smtp']['mails'][number]): Promise<void> {
  const mail = await parseMail(Readable.from([Buffer.from(notice.raw)]))
  expect(notice.to).toHaveLength(1)
  expect(mail.headers.filter(({ name }) => ['bcc', 'cc'].includes(name))).toEqual([])
  expect(mail.subject).not.toMatch(/[\r\n\u202a-\u202e\u2066-\u2069]/)
  expect(mail.html).not.toMatch(/<script|<form|<input|onclick|javascript:|cid:nowhere/i)
}

/** Read again from what was kept it comes to the same. */
async function expectReplayable(row: Row<'inbound_mails'>, bad: BadMail): Promise<void> {
  const { store, files } = desk.app
  const replayed = await replayMail({ store, files, now: Date.now }, row.id, bad.outcome === 'opened')
  expect(replayed.kind).toBe(bad.outcome === 'opened' ? 'as-new' : 'again')
  desk.app.worker.wake()
  await desk.settle()
  const again = await mailOf(replayed.kind === 'as-new' ? replayed.mailId : row.id)
  expect(again).toMatchObject({ status: 'done', outcome: bad.outcome })
}
