import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { draftMail, lastMailTo, openTestDesk, type TestDesk } from '../support/desk.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await openTestDesk()
})
afterEach(() => desk.remove())

const paul = 'Paul Petit <paul@parents.example>'
const claire = 'Claire Martin <claire@school.example>'
const denis = 'Denis Roche <denis@school.example>'

/** As Gmail forwards. */
const forwarding = (above: string) =>
  [
    above,
    '',
    '---------- Forwarded message ---------',
    'From: Paul Petit <paul@parents.example>',
    'Date: Mon, 23 Nov 2026 at 10:00',
    'Subject: The door',
    'To: Claire Martin <claire@school.example>',
    '',
    'The door does not close.',
    '/close',
  ].join('\n')
const forward = (above: string, from = claire, more: object = {}) =>
  desk.receive(draftMail({ from, subject: 'Fwd: The door', text: forwarding(above), ...more }))

const ticket = () => desk.store.byId('tickets', 1)
const events = async () => (await desk.outbox()).map(({ event, to_address }) => `${event} → ${to_address}`)
const to = async (address: string) => (await events()).filter((event) => event.endsWith(`→ ${address}`))
const followups = () => desk.store.all('SELECT is_private, content_text FROM followups ORDER BY id')
const solutions = () => desk.store.all('SELECT content_text, type, status FROM solutions ORDER BY id')
const codes = async () =>
  (await desk.outbox())
    .filter(({ event }) => event === 'rejected-mail')
    .map(({ data, ticket_id }) => [JSON.parse(data).facts.code, ticket_id])

describe('a technician who forwards a mail with an order above it', () => {
  it('solves the ticket that it opens, and the requester gets the solution alone', async () => {
    const { outcome } = await forward('/solve door\nI oiled it, as said on the phone.\n\n-- \nClaire Martin\nIT')
    expect(outcome).toEqual({ kind: 'opened', ticketId: 1 })
    expect(await ticket()).toMatchObject({ status: 'solved', content_text: 'The door does not close.\n/close' })
    expect(await solutions()).toEqual([
      { content_text: 'I oiled it, as said on the phone.', type: 'door', status: 'waiting' },
    ])
    expect(await to('paul@parents.example')).toEqual(['solved → paul@parents.example'])
    expect(await followups()).toEqual([])
  })

  it('keeps quiet with /private, and takes no order from what is forwarded', async () => {
    await forward('/private\nHe slams it.', denis)
    expect((await ticket())?.status).toBe('incoming')
    expect(await followups()).toEqual([{ is_private: 1, content_text: 'He slams it.' }])
    expect(await to('paul@parents.example')).toEqual(['new → paul@parents.example'])
  })

  it('tells colleagues what stands above without an order, and the requester nothing of it', async () => {
    await forward('Denis, can you go there?')
    expect(await followups()).toEqual([{ is_private: 1, content_text: 'Denis, can you go there?' }])
    expect(await to('denis@school.example')).toEqual([
      'new-ticket → denis@school.example',
      'private-followup → denis@school.example',
    ])
    expect(await to('paul@parents.example')).toEqual(['new → paul@parents.example'])
  })

  it('writes no note of a signature alone', async () => {
    await forward('-- \nClaire Martin\nIT')
    expect(await followups()).toEqual([])
  })

  it('closes as a manager, and keeps the words beside it for colleagues', async () => {
    await forward('/close\nHe slams it.', denis)
    expect(await ticket()).toMatchObject({ status: 'closed', closed_how: 'manager' })
    expect(await followups()).toEqual([{ is_private: 1, content_text: 'He slams it.' }])
  })

  it('is told where an order cannot be carried out, and the requester gets the receipt', async () => {
    await forward('/solve')
    expect(await codes()).toEqual([['solution-without-words', 1]])
    expect(await to('paul@parents.example')).toEqual(['new → paul@parents.example'])
    await forward('/close')
    expect(await codes()).toContainEqual(['not-allowed', 2])
  })

  it('is asked where what stands above looks like an order and is none', async () => {
    await forward('/slove\nI oiled it.')
    expect(await solutions()).toEqual([])
    expect(await followups()).toEqual([{ is_private: 1, content_text: '/slove\nI oiled it.' }])
    expect(await to('claire@school.example')).toContain('command-unknown → claire@school.example')
    expect(await to('paul@parents.example')).toEqual(['new → paul@parents.example'])
  })

  it('does the same with a mail that is attached', async () => {
    await desk.receive(
      draftMail({
        from: claire,
        subject: 'Fwd: The door',
        text: '/solve\nI oiled it.',
        attachments: [
          {
            filename: 'door.eml',
            type: 'message/rfc822',
            content: `From: ${paul}\r\nSubject: The door\r\n\r\nThe door does not close.\r\n`,
          },
        ],
      }),
    )
    expect(await ticket()).toMatchObject({ status: 'solved', content_text: 'The door does not close.' })
    expect(await to('paul@parents.example')).toEqual(['solved → paul@parents.example'])
  })

  it('obeys nobody else', async () => {
    await forward('/solve\nI oiled it.', paul)
    await forward('/solve\nI oiled it.', claire, { proved: false })
    await forward('/solve\nI oiled it.', claire, { headers: ['Auto-Submitted: auto-generated'] })
    expect(await solutions()).toEqual([])
  })
})

describe('a technician’s order in a mail that opens a ticket', () => {
  it('is not carried out where the mail goes to the requester with the desk in Cc, and its writer is told how to', async () => {
    await desk.receive(draftMail({ from: claire, to: paul, cc: 'support@school.example', text: '/solve\nI oiled it.' }))
    expect(await codes()).toEqual([['order-on-new-ticket', 1]])
    await desk.receive(
      draftMail({ from: claire, ...(await lastMailTo(desk, 'claire@school.example')), text: '/solve\nI oiled it.' }),
    )
    expect((await ticket())?.status).toBe('solved')
  })

  it('is not allowed on a ticket of their own', async () => {
    await desk.receive(draftMail({ from: claire, text: '/solve\nI oiled it.' }))
    expect(await codes()).toEqual([['not-allowed', 1]])
  })
})
