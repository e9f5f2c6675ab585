import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { draftMail, lastMailTo, type MailDraft, openTestDesk, type TestDesk } from '../support/desk.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await openTestDesk()
  await desk.receive(draftMail({ from: paul, text: 'It does not print.' }))
})
afterEach(() => desk.remove())

const paul = 'Paul Petit <paul@parents.example>'
const claire = 'Claire Martin <claire@school.example>'
const anne = 'Anne Durand <anne@parents.example>'

const links = () => desk.store.all('SELECT from_ticket_id AS f, to_ticket_id AS t, reason FROM ticket_links')
const forwarded = { f: 2, t: 1, reason: 'it forwards a mail of that ticket' }

/** "Forward as attachment" of the last mail that we sent to somebody. */
async function asAttachment(from: string, address: string, draft: Partial<MailDraft> = {}) {
  const { inReplyTo } = await lastMailTo(desk, address)
  const content = `Message-ID: ${inReplyTo}\r\nFrom: support@school.example\r\nSubject: The printer\r\n\r\nIt is in our hands.\r\n`
  const notice = { filename: 'notice.eml', type: 'message/rfc822', content }
  return desk.receive(
    draftMail({ from, subject: 'Fwd: The printer', text: 'What of this?', attachments: [notice], ...draft }),
  )
}

describe('a forward of a mail of ours, attached', () => {
  it.each([
    [paul, 'paul@parents.example'],
    [claire, 'claire@school.example'],
  ])('opens a ticket that is linked, and technicians read so: %s', async (from, address) => {
    const { outcome } = await asAttachment(from, address)
    expect(outcome).toEqual({ kind: 'opened', ticketId: 2 })
    expect(await links()).toEqual([forwarded])
    const notice = (await desk.outbox()).findLast(({ event, ticket_id }) => event === 'new-ticket' && ticket_id === 2)
    expect(JSON.parse(notice?.data ?? '').facts).toMatchObject({ forwardedTag: '[DESK #0000001]', quotedTag: null })
  })

  it('by somebody who takes no part in the ticket is linked to nothing', async () => {
    await asAttachment(anne, 'paul@parents.example')
    expect(await links()).toEqual([])
  })
})

it('a technician’s forward within the text is linked by its headers', async () => {
  const { inReplyTo } = await lastMailTo(desk, 'claire@school.example')
  const text = [
    'Look at this again.',
    '',
    '---------- Forwarded message ---------',
    'From: Paul Petit <paul@parents.example>',
    'Date: Tue, 24 Nov 2026 at 10:00',
    'Subject: The printer',
    'To: Claire Martin <claire@school.example>',
    '',
    'It does not print.',
  ].join('\n')
  const { outcome } = await desk.receive(
    draftMail({ from: claire, subject: 'Fwd: The printer', text, headers: [`References: ${inReplyTo}`] }),
  )
  expect(outcome).toEqual({ kind: 'opened', ticketId: 2 })
  expect(await links()).toEqual([forwarded])
})
