import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { showTicket } from '../../src/cli/ticket-show.ts'
import { messageId, verpAddress } from '../../src/signing/places.ts'
import { draftMail, openTestDesk, type TestDesk } from '../support/desk.ts'

let desk: TestDesk
let receipt = 0
beforeEach(async () => {
  desk = await openTestDesk()
  await desk.receive(draftMail({ from: 'Paul Petit <paul@parents.example>', text: 'It does not print.' }))
  receipt = (await desk.outbox()).find(({ event }) => event === 'new')?.id ?? 0
})
afterEach(() => desk.remove())

const bounce = (returned: string, to = 'support@school.example', status = '5.1.1') =>
  [
    'From: Mail Delivery System <MAILER-DAEMON@relay.example>',
    `To: ${to}`,
    'Subject: Undelivered Mail Returned to Sender',
    'Message-ID: <bounce-1@relay.example>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=seam',
    '',
    '--seam',
    'Content-Type: text/plain',
    '',
    'The mail could not be delivered.',
    '',
    '--seam',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; relay.example',
    '',
    'Final-Recipient: rfc822; paul@parents.example',
    `Action: ${status.startsWith('5') ? 'failed' : 'delayed'}`,
    `Status: ${status}`,
    'Diagnostic-Code: smtp; 550 5.1.1 no such user',
    '',
    '--seam',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${returned}`,
    'Subject: The printer',
    '',
    '--seam--',
    '',
  ].join('\n')

const sent = () => desk.store.byId('outbox_mails', receipt)

describe('a returned mail', () => {
  it('is matched by the Message-ID that it returns', async () => {
    const id = messageId(desk.tools.marks.sign('message', receipt), 'school.example')
    const { outcome } = await desk.receive(bounce(id), { from: '' })
    expect(outcome).toEqual({ kind: 'bounced', ticketId: 1 })
    expect((await sent())?.bounced_at).not.toBeNull()
    expect((await desk.outbox()).slice(-2).map(({ event }) => event)).toEqual(['bounce-notice', 'bounce-notice'])
  })

  it('stands on the ticket with its number, by which it can be sent again, and is no loss where it is only late', async () => {
    const id = messageId(desk.tools.marks.sign('message', receipt), 'school.example')
    await desk.receive(bounce(id, 'support@school.example', '4.4.1'), { from: '' })
    await desk.receive(bounce(id).replace('<bounce-1@', '<bounce-2@'), { from: '' })
    const lines: string[] = []
    for (const language of ['en', 'fr'] as const) await showTicket(desk.store, 1, language, (line) => lines.push(line))
    const told = lines.filter((line) => line.includes('Guichet')).map((line) => line.replace(/^\S+ \S+ UTC {2}/, ''))
    expect(told).toEqual([
      `Guichet learned that our mail ${receipt} to paul@parents.example is late: 550 5.1.1 no such user, by mail 2`,
      `Guichet learned that our mail ${receipt} to paul@parents.example did not arrive: 550 5.1.1 no such user, by mail 3`,
      `Guichet a appris que notre message ${receipt} à paul@parents.example est en retard : 550 5.1.1 no such user, par mail 2`,
      `Guichet a appris que notre message ${receipt} à paul@parents.example n’est pas arrivé : 550 5.1.1 no such user, par mail 3`,
    ])
  })

  it('is matched by the id that a relay had given it', async () => {
    await desk.store.update('outbox_mails', receipt, { assigned_message_id: '<0102@relay.example>' })
    const { outcome } = await desk.receive(bounce('<0102@relay.example>'), { from: '' })
    expect(outcome).toEqual({ kind: 'bounced', ticketId: 1 })
  })

  it('is matched by its VERP recipient, whatever it returns; a delay marks nothing', async () => {
    const verp = verpAddress('support@school.example', desk.tools.marks.sign('verp', receipt))
    const { outcome } = await desk.receive(bounce('<other@relay.example>', verp, '4.4.1'), { from: '', to: verp })
    expect(outcome).toEqual({ kind: 'bounced', ticketId: 1 })
    expect((await sent())?.bounced_at).toBeNull()
  })

  it('of a mail that is not ours stays in the journal', async () => {
    expect((await desk.receive(bounce('<g.forged@school.example>'), { from: '' })).outcome).toEqual({
      kind: 'bounced',
      ticketId: null,
    })
  })
})
