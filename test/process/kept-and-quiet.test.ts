import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { draftMail, lastMailTo, openTestDesk, type TestDesk } from '../support/desk.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await openTestDesk()
})
afterEach(() => desk.remove())

const paul = 'Paul Petit <paul@parents.example>'
const claire = 'Claire Martin <claire@school.example>'
const lines = async () => (await desk.outbox()).map(({ event, to_address }) => `${event} → ${to_address}`)
const openOne = () => desk.receive(draftMail({ from: paul, text: 'It does not print.' }))
const answer = async (from: string, address: string, text: string, more: object = {}) =>
  desk.receive(draftMail({ from, ...(await lastMailTo(desk, address)), text, ...more }))

describe('a null sender', () => {
  it.each([
    ['in the envelope', { from: '' }, []],
    ['in Return-Path, as a mailbox shows it', {}, ['Return-Path: <>']],
  ])('%s is not answered, and loses nothing', async (_where, envelope, headers) => {
    const { outcome, trace } = await desk.receive(
      draftMail({ from: paul, text: 'It does not print.', headers }),
      envelope,
    )
    expect(outcome.kind).toBe('opened')
    expect(trace.map(({ rule }) => rule)).toContain('no-receipt')
    expect(await lines()).toEqual(['new-ticket → claire@school.example', 'new-ticket → denis@school.example'])
  })

  it('is told of no refusal', async () => {
    await desk.receive(draftMail({ from: paul, subject: '', text: '' }), { from: '' })
    expect(await lines()).toEqual([])
  })
})

it('what was cut from a reply is kept without our marks', async () => {
  await openOne()
  const { to } = await lastMailTo(desk, 'paul@parents.example')
  await answer(paul, 'paul@parents.example', `It still fails.\n\nOn Mon, the desk wrote:\n> Answer to ${to}\n> please`)
  const row = await desk.store.byId('followups', 1)
  expect(row).toMatchObject({ content_text: 'It still fails.' })
  expect(row?.cut_text).toContain('> Answer to support+…@school.example\n> please')
})

it('a mark that Gmail broke in two with wbr is stripped from HTML too', async () => {
  await openOne()
  const { to } = await lastMailTo(desk, 'paul@parents.example')
  const text = `<p>I wrote to ${to.slice(0, 15)}<wbr>${to.slice(15)}</p>`
  await desk.receive(draftMail({ from: 'Anne <anne@parents.example>', type: 'text/html', text }))
  expect((await desk.store.byId('tickets', 2))?.content_html?.trim()).toBe('<p>I wrote to support+…@school.example</p>')
})

it('a file that comes with an order to solve and no words is kept, for colleagues', async () => {
  await openOne()
  const file = { filename: 'how.pdf', type: 'application/pdf', content: '%PDF-1.4 how to mend it' }
  await answer(claire, 'claire@school.example', '/solve', { attachments: [file] })
  expect(await desk.store.all('SELECT filename, is_private FROM document_items')).toEqual([
    { filename: 'how.pdf', is_private: 1 },
  ])
  expect((await lines()).slice(3)).toEqual([
    'rejected-mail → claire@school.example',
    'private-followup → denis@school.example',
  ])
})

it('a mail with a sign of a machine takes no ticket, written to somebody with the desk in Cc', async () => {
  const draft = { from: claire, to: paul, cc: 'support@school.example', text: 'Away until Monday.' }
  await desk.receive(draftMail({ ...draft, subject: 'Automatic reply: The printer' }))
  expect(await desk.store.byId('tickets', 1)).toMatchObject({ status: 'incoming' })
})

it('where the assignee no longer works here, who hears of new tickets hears of the reply', async () => {
  await openOne()
  await answer(claire, 'claire@school.example', 'Looking.')
  await desk.store.run("DELETE FROM person_roles WHERE person_id = 1 AND role = 'technician'")
  await answer(paul, 'paul@parents.example', 'And?')
  expect((await lines()).slice(4)).toEqual(['followup-technician → denis@school.example'])
})

it('a role that went while the mail was looked at gives no right any more', async () => {
  await openOne()
  desk.tools.scan = async () => {
    await desk.store.run("DELETE FROM person_roles WHERE role = 'manager'")
    return { verdict: 'clean', detail: null }
  }
  const notice = await lastMailTo(desk, 'denis@school.example')
  const attachments = [{ filename: 'list.txt', type: 'text/plain', content: 'one' }]
  const from = 'Denis Roche <denis@school.example>'
  await desk.receive(draftMail({ from, ...notice, text: 'Done.\n/close', attachments }))
  expect(await desk.store.byId('tickets', 1)).toMatchObject({ status: 'incoming' })
})

it.each([
  ['Content-Language: fr-FR', 'fr'],
  ['Accept-Language: fr-FR, en-US', 'fr'],
  ['Content-Language: de-DE', 'en'],
])('a stranger is answered in the language of the mail, where the entity speaks it: %s', async (header, language) => {
  await desk.receive(draftMail({ from: 'Anne <anne@parents.example>', text: 'Bonjour', headers: [header] }))
  expect(await desk.store.all('SELECT language FROM outbox_mails WHERE event = ?', ['new'])).toEqual([{ language }])
})

it.each([
  ['Bonjour, la porte de ma salle ne ferme plus.', 'fr'],
  ['Hello, the door of my room does not close.', 'en'],
  ['La porte.', 'en'],
  ['Die Tür von Zimmer 12 geht nicht zu.', 'en'],
])('where no header tells, in that of its words, as are those in its Cc: %s', async (text, language) => {
  await desk.receive(draftMail({ from: 'Anne <anne@parents.example>', cc: 'Zoe <zoe@parents.example>', text }))
  expect(await desk.store.all("SELECT language FROM persons WHERE name IN ('Anne', 'Zoe')")).toEqual([
    { language },
    { language },
  ])
})

it('who is forwarded by a technician is answered in the language of the forwarded words', async () => {
  const text = [
    'Can you look at this, please? The usual.',
    '',
    '---------- Forwarded message ---------',
    'From: Zoe <zoe@parents.example>',
    'Date: Mon, 23 Nov 2026 at 10:00',
    'Subject: La porte',
    'To: Claire Martin <claire@school.example>',
    '',
    'La porte de ma salle ne ferme plus.',
  ].join('\n')
  await desk.receive(draftMail({ from: claire, subject: 'Fwd: La porte', text, headers: ['Content-Language: en-US'] }))
  expect(await desk.store.all("SELECT language FROM persons WHERE name = 'Zoe'")).toEqual([{ language: 'fr' }])
})

it('a plain approval of a solution that has been replaced since does not approve the newer one', async () => {
  await openOne()
  const work = await lastMailTo(desk, 'claire@school.example')
  await desk.receive(draftMail({ from: claire, ...work, text: '/solve\nTurn it off and on.' }))
  const first = await lastMailTo(desk, 'paul@parents.example')
  await desk.receive(draftMail({ from: claire, ...work, text: '/solve\nRather put paper in.' }))
  const second = await lastMailTo(desk, 'paul@parents.example')
  await desk.receive(draftMail({ from: paul, ...first, text: 'Approved' }))
  expect(await desk.store.byId('tickets', 1)).toMatchObject({ status: 'solved' })
  expect((await lines()).at(-1)).toBe('followup-technician → claire@school.example')
  await desk.receive(draftMail({ from: paul, ...second, text: 'Approved' }))
  expect(await desk.store.byId('tickets', 1)).toMatchObject({ status: 'closed' })
})
