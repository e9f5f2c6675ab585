import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { replyAddress } from '../../src/signing/places.ts'
import { deskSettings, draftMail, lastMailTo, openTestDesk, processNext, type TestDesk } from '../support/desk.ts'
import { type PrivateMariadb, privateMariadb } from '../support/mariadb.ts'

const paul = 'Paul Petit <paul@parents.example>'
const claire = 'Claire Martin <claire@school.example>'
const anne = 'Anne <anne@parents.example>'
let server: PrivateMariadb
let desk: TestDesk
beforeAll(async () => {
  server = await privateMariadb()
})
afterAll(() => server.stop())
beforeEach(async () => {
  const [store, folder] = [await server.newStore(), await mkdtemp(join(tmpdir(), 'guichet-settle-'))]
  const remove = async () => {
    await store.close()
    await rm(folder, { recursive: true, force: true })
  }
  desk = await openTestDesk(deskSettings, { store, folder, remove })
})
afterEach(() => desk.remove())

const answer = async (from: string, address: string, more: object) =>
  desk.receive(draftMail({ from, ...(await lastMailTo(desk, address)), text: 'One thing more.', ...more }))

it('settles on MariaDB what it settles on SQLite', async () => {
  const attachments = [{ filename: 'list.txt', type: 'text/x-list', content: 'one' }]
  await desk.receive(draftMail({ from: paul, text: 'It does not print.', id: '<one@client.example>', attachments }))
  const receipt = await lastMailTo(desk, 'paul@parents.example')
  const named = await answer(paul, 'paul@parents.example', { cc: anne, attachments })
  expect(named.outcome).toMatchObject({ kind: 'followedUp', ticketId: 1 })
  const proposed = draftMail({
    from: paul,
    inReplyTo: '<one@client.example>',
    cc: 'Zoe <zoe@parents.example>',
    text: 'And this.',
    proved: false,
  })
  expect((await desk.receive(proposed)).outcome).toMatchObject({ kind: 'followedUp', ticketId: 1 })
  const held = await desk.receive(draftMail({ from: 'sylvie@office.example', ...receipt, text: 'For Paul.' }))
  expect(held.outcome).toMatchObject({ kind: 'held', ticketId: 1 })
  await answer(paul, 'paul@parents.example', { text: 'Yes, that is fine' })
  expect((await processNext(desk.tools)).outcome).toMatchObject({ kind: 'followedUp', ticketId: 1 })
  await answer(claire, 'claire@school.example', { text: '/solve\nIt was out of paper.' })
  const link = await desk.store.first<{ id: number }>("SELECT id FROM action_links WHERE act = 'approve'")
  const to = replyAddress('support@school.example', desk.tools.marks.sign('link', link?.id ?? 0))
  await desk.receive(draftMail({ from: paul, to, text: 'J’approuve la solution' }))
  expect(await desk.store.byId('tickets', 1)).toMatchObject({ status: 'closed', closed_how: 'reply' })
  expect(
    await desk.store.all("SELECT COUNT(*) AS n FROM ticket_actors WHERE ticket_id = 1 AND role = 'observer'"),
  ).toEqual([{ n: 1 }])
  expect((await desk.outbox()).map(({ event }) => event)).toEqual(
    expect.arrayContaining(['new', 'observer-proposed', 'unconfirmed-followup', 'confirm-address', 'solved', 'closed']),
  )
})

it('keeps private files private, knows the technician’s name and a mail that was sent twice on MariaDB too', async () => {
  const mail = { from: paul, text: 'It does not print.' }
  await desk.receive(draftMail(mail))
  expect((await desk.receive(draftMail(mail))).outcome).toEqual({ kind: 'duplicate', ticketId: 1 })
  const work = await lastMailTo(desk, 'claire@school.example')
  const plan = { filename: 'plan.pdf', type: 'application/pdf', content: '%PDF-1.4 one' }
  const note = { filename: 'note.eml', type: 'message/rfc822', content: 'Message-ID: <note@x.example>\r\n\r\nHe lies.' }
  const secret = { text: '/private\nHe lies.', id: '<note@x.example>', attachments: [plan] }
  await desk.receive(draftMail({ from: claire, ...work, ...secret }))
  await desk.receive(draftMail({ from: claire, ...work, text: '/solve\nPaper is in.', attachments: [plan, note] }))
  expect(await desk.store.all('SELECT is_private FROM document_items')).toEqual(
    [1, 1, 1].map((is_private) => ({ is_private })),
  )
  await answer(paul, 'paul@parents.example', { text: 'Bonjour Claire' })
  expect(await desk.store.byId('tickets', 1)).toMatchObject({ status: 'solved' })
})
