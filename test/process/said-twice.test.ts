import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { draftMail, type MailDraft, openTestDesk, type TestDesk } from '../support/desk.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await openTestDesk()
})
afterEach(() => desk.remove())

const paul = 'Paul Petit <paul@parents.example>'
const scan = { filename: 'scan.pdf', type: 'application/pdf', content: '%PDF-1.4 one' }
const first: MailDraft = { from: paul, subject: 'The printer', text: 'It does not print.', attachments: [scan] }
const send = async (draft: Partial<MailDraft> = {}) => (await desk.receive(draftMail({ ...first, ...draft }))).outcome
const tickets = async () => (await desk.store.all('SELECT id FROM tickets')).length
const events = async () => (await desk.outbox()).map(({ event }) => event)

describe('the same mail sent twice within two minutes', () => {
  it('is one ticket and one receipt, and an answer to either finds it', async () => {
    await send({ id: '<one@client.example>' })
    const before = await events()
    desk.clock.at += 20_000
    expect(await send({ id: '<two@client.example>' })).toEqual({ kind: 'duplicate', ticketId: 1 })
    expect(await events()).toEqual(before)
    const more = await send({ inReplyTo: '<two@client.example>', text: 'Nor does it scan.', attachments: [] })
    expect(more).toMatchObject({ kind: 'followedUp', ticketId: 1 })
  })

  it('is one of a stranger too', async () => {
    const nora = { from: 'Nora <nora@else.example>', proved: false }
    await send(nora)
    expect(await send(nora)).toEqual({ kind: 'duplicate', ticketId: 1 })
  })

  it('adds those who stand in Cc of the second alone', async () => {
    await send()
    await send({ cc: 'Anne <anne@parents.example>' })
    expect(await tickets()).toBe(1)
    expect(await desk.store.all("SELECT id FROM ticket_actors WHERE role = 'observer'")).toHaveLength(1)
  })

  it.each<[string, Partial<MailDraft>]>([
    ['other words', { text: 'It does not print!' }],
    ['another subject', { subject: 'The printer, again' }],
    ['another file', { attachments: [{ ...scan, content: '%PDF-1.4 two' }] }],
    ['a further file', { attachments: [scan, { ...scan, content: '%PDF-1.4 two' }] }],
    ['another writer', { from: 'Anne <anne@parents.example>' }],
    ['another proof', { proved: false }],
  ])('is none with %s', async (_, draft) => {
    await send()
    expect(await send(draft)).toEqual({ kind: 'opened', ticketId: 2 })
  })

  it('is none later, nor once somebody has taken the ticket up', async () => {
    await send()
    await desk.store.update('tickets', 1, { status: 'solved' })
    expect(await send()).toEqual({ kind: 'opened', ticketId: 2 })
    desk.clock.at += 121_000
    expect(await send()).toEqual({ kind: 'opened', ticketId: 3 })
  })
})

describe('the copy that a mailing list makes of a mail which came directly', () => {
  const copy = {
    id: '<one@client.example>',
    subject: '[all] The printer',
    text: 'It does not print.\n_____________\nall mailing list\nhttps://lists.example/all',
    to: 'all@lists.example',
    headers: ['List-Id: <all.lists.example>'],
  }

  it('is the same mail, whatever the list put around it', async () => {
    await send({ id: copy.id })
    desk.clock.at += 3_600_000
    expect(await send(copy)).toEqual({ kind: 'duplicate', ticketId: 1 })
  })

  it('is another where its words are others, or no list made it', async () => {
    await send({ id: copy.id })
    expect((await send({ ...copy, text: 'It prints.' })).kind).toBe('opened')
    expect((await send({ ...copy, headers: [] })).kind).toBe('opened')
  })
})
