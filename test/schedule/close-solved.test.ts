import { afterEach, beforeEach, expect, it } from 'vitest'
import { closeSolved } from '../../src/schedule/close-solved.ts'
import { replyAddress } from '../../src/signing/places.ts'
import { deskSettings, draftMail, openTestDesk, type TestDesk } from '../support/desk.ts'
import { testSettings } from '../support/settings.ts'

const day = 86_400_000
let desk: TestDesk
beforeEach(async () => {
  desk = await openTestDesk()
  // A Tuesday: reminded three working days later, on Friday; closed on the next Tuesday.
  desk.clock.at = Date.parse('2026-11-24T09:00:00Z')
})
afterEach(() => desk.remove())

const run = () => closeSolved({ store: desk.store, directory: desk.tools.directory, now: () => desk.clock.at })
const ticket = (id: number) => desk.store.byId('tickets', id)
const accepted = () => desk.store.run("UPDATE outbox_mails SET status = 'sent' WHERE status = 'waiting'")
const events = async () => (await desk.outbox()).map(({ event }) => event)

async function solve(): Promise<number> {
  const opened = await desk.receive(
    draftMail({ from: 'Paul Petit <paul@parents.example>', text: 'It does not print.' }),
  )
  if (opened.outcome.kind !== 'opened') throw new Error(opened.outcome.kind)
  const notice = (await desk.outbox()).findLast(({ to_address }) => to_address === 'claire@school.example')
  const to = replyAddress('support@school.example', desk.tools.marks.sign('reply', notice?.id ?? 0))
  await desk.receive(
    draftMail({ from: 'Claire Martin <claire@school.example>', to, text: '/solve\nIt was out of paper.' }),
  )
  return opened.outcome.ticketId
}

it('reminds, then closes after the delay in working days, and says how', async () => {
  const id = await solve()
  await accepted()
  desk.clock.at += 2 * day
  expect(await run()).toEqual({ reminded: 0, closed: 0, kept: 0 })
  desk.clock.at += day
  expect(await run()).toEqual({ reminded: 1, closed: 0, kept: 0 })
  expect(await run()).toEqual({ reminded: 0, closed: 0, kept: 0 })
  expect((await events()).at(-1)).toBe('close-reminder')
  await accepted()
  desk.clock.at += 3 * day
  expect(await run()).toMatchObject({ closed: 0 })
  desk.clock.at += day
  expect(await run()).toEqual({ reminded: 0, closed: 1, kept: 0 })
  expect(await ticket(id)).toMatchObject({ status: 'closed', closed_how: 'automatic', closed_by: null })
  expect(await desk.store.byId('solutions', 1)).toMatchObject({ status: 'accepted', answered_how: 'automatic' })
  const told = (await desk.outbox()).slice(-2).map(({ event, to_address }) => `${event} → ${to_address}`)
  expect(told).toEqual(['closed → paul@parents.example', 'closed-technician → claire@school.example'])
})

it('after a long stop reminds first, and gives the days that the reminder promises', async () => {
  const id = await solve()
  await accepted()
  desk.clock.at += 60 * day
  expect(await run()).toEqual({ reminded: 1, closed: 0, kept: 0 })
  expect((await ticket(id))?.close_due_at).toBeGreaterThan(desk.clock.at)
})

it.each([
  ['the notice was not accepted', "UPDATE outbox_mails SET status = 'parked' WHERE event = 'solved'"],
  ['the notice came back', "UPDATE outbox_mails SET bounced_at = 1 WHERE event = 'solved'"],
  ['the reminder is still on its way', "UPDATE outbox_mails SET status = 'sending' WHERE event = 'close-reminder'"],
  ['the reminder came back', "UPDATE outbox_mails SET bounced_at = 1 WHERE event = 'close-reminder'"],
])('never closes where %s', async (_why, sql) => {
  const id = await solve()
  await accepted()
  desk.clock.at += 3 * day
  await run()
  await accepted()
  await desk.store.run(sql)
  desk.clock.at += 10 * day
  expect(await run()).toEqual({ reminded: 0, closed: 0, kept: 1 })
  expect((await ticket(id))?.status).toBe('solved')
})

it('does not close while a mail that came before the deadline waits', async () => {
  await solve()
  await accepted()
  desk.clock.at += 3 * day
  await run()
  await accepted()
  const row = { entity_id: 1, fingerprint: 'f', sha256: '0', size: 1, source: 'lmtp', status: 'waiting', attempts: 0 }
  const mail = await desk.store.insert('inbound_mails', { ...row, received_at: desk.clock.at })
  desk.clock.at += 5 * day
  expect(await run()).toMatchObject({ closed: 0, kept: 1 })
  await desk.store.update('inbound_mails', mail, { status: 'done' })
  expect(await run()).toMatchObject({ closed: 1 })
})

it('does not close while an answer from another address waits for its owner to vouch for it', async () => {
  const id = await solve()
  const notice = (await desk.outbox()).findLast(({ event }) => event === 'solved')
  const to = replyAddress('support@school.example', desk.tools.marks.sign('reply', notice?.id ?? 0))
  await desk.receive(draftMail({ from: 'Paul <paul@home.example>', to, text: 'It still does not print!' }))
  await accepted()
  desk.clock.at += 3 * day
  await run()
  await accepted()
  desk.clock.at += 4 * day
  expect(await run()).toEqual({ reminded: 0, closed: 0, kept: 1 })
  await desk.store.run("UPDATE confirmations SET status = 'expired'")
  expect(await run()).toEqual({ reminded: 0, closed: 1, kept: 0 })
  expect(await ticket(id)).toMatchObject({ status: 'closed' })
})

it('waits until every IMAP mailbox of the entity has been read since the deadline', async () => {
  await desk.remove()
  const [entity] = deskSettings.entities
  const [mailbox] = entity?.mailboxes ?? []
  const imap = { host: 'imap.school.example', user: 'support', password: 'x' }
  desk = await openTestDesk(
    await testSettings({ ...deskSettings, entities: [{ ...entity, mailboxes: [{ ...mailbox, imap }] }] }),
  )
  await solve()
  await accepted()
  desk.clock.at += 3 * day
  await run()
  await accepted()
  desk.clock.at += 4 * day
  await desk.store.update('mailboxes', 1, { read_at: desk.clock.at - day })
  expect(await run()).toMatchObject({ closed: 0, kept: 1 })
  await desk.store.update('mailboxes', 1, { read_at: desk.clock.at })
  expect(await run()).toMatchObject({ closed: 1 })
})

it('pages through more tickets than one page holds, however many of the first are kept', async () => {
  await solve()
  await accepted()
  const model = await ticket(1)
  const solution = await desk.store.byId('solutions', 1)
  if (!model || !solution) throw new Error('nothing is solved')
  const many = Array.from({ length: 450 }, (_, index) => index + 2)
  await desk.store.insertAll(
    'tickets',
    many.map(() => strip({ ...model, close_reminded_at: 1 })),
  )
  await desk.store.insertAll(
    'solutions',
    many.map((ticket_id) => strip({ ...solution, ticket_id })),
  )
  const [last] = many.slice(-1)
  for (const event of ['solved', 'close-reminder'])
    await desk.store.insert('outbox_mails', {
      ...strip(await rowOf('outbox_mails', "event = 'solved'")),
      event,
      dedupe: event,
      ticket_id: last ?? 0,
      item_id: last ?? 0,
    })
  desk.clock.at += 8 * day
  expect(await run()).toEqual({ reminded: 1, closed: 1, kept: 449 })
  expect((await ticket(last ?? 0))?.status).toBe('closed')
})

it('lets neither a ticket of an entity that is gone from the settings nor one that fails stop the others', async () => {
  await solve()
  await solve()
  await accepted()
  const gone = await desk.store.insert('entities', { key: 'gone', name: 'Gone' })
  await desk.store.update('tickets', 1, { entity_id: gone, close_due_at: 1 })
  desk.clock.at += 3 * day
  expect(await run()).toEqual({ reminded: 1, closed: 0, kept: 1 })
  await accepted()
  desk.clock.at += 8 * day
  await desk.store.update('tickets', 1, { entity_id: 1, close_reminded_at: 1 })
  const failing: typeof desk.store = {
    ...desk.store,
    transaction: (work) =>
      desk.store.transaction((tx) =>
        work({ ...tx, lock: (table, id) => (id === 1 ? Promise.reject(new Error('broken')) : tx.lock(table, id)) }),
      ),
  }
  await expect(
    closeSolved({ store: failing, directory: desk.tools.directory, now: () => desk.clock.at }),
  ).rejects.toThrow('broken')
  expect((await ticket(2))?.status).toBe('closed')
})

async function rowOf(table: 'outbox_mails', where: string) {
  const found = await desk.store.first<{ id: number }>(`SELECT id FROM ${table} WHERE ${where} ORDER BY id LIMIT 1`)
  const row = await desk.store.byId(table, found?.id ?? 0)
  if (!row) throw new Error(`no ${table}`)
  return row
}

function strip<R extends { id: number }>({ id: _id, ...row }: R): Omit<R, 'id'> {
  return row
}
