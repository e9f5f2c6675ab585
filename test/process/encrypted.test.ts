import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { draftMail, lastMailTo, type MailDraft, openTestDesk, type TestDesk } from '../support/desk.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await openTestDesk()
})
afterEach(() => desk.remove())

const paul = 'Paul Petit <paul@parents.example>'
const claire = 'Claire Martin <claire@school.example>'
const lines = async () => (await desk.outbox()).map(({ event, to_address }) => `${event} → ${to_address}`)
const encrypted = (draft: Partial<MailDraft>) =>
  draftMail({
    from: paul,
    subject: 'The printer',
    type: 'application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"',
    text: Buffer.from('nobody here can read this').toString('base64'),
    headers: ['Content-Transfer-Encoding: base64'],
    ...draft,
  })

describe('an encrypted mail', () => {
  it('opens a ticket that says so, and its sender is told', async () => {
    expect((await desk.receive(encrypted({}))).outcome).toMatchObject({ kind: 'opened' })
    expect(await lines()).toEqual([
      'new → paul@parents.example',
      'new-ticket → claire@school.example',
      'new-ticket → denis@school.example',
      'encrypted-mail → paul@parents.example',
    ])
    const [, notice, , told] = await desk.outbox()
    expect(JSON.parse(notice?.data ?? '').facts).toMatchObject({ encrypted: 'S/MIME' })
    expect(JSON.parse(told?.data ?? '').facts).toMatchObject({ scheme: 'S/MIME', subject: 'The printer' })
    const event = await desk.store.first<{ data: string }>(
      "SELECT data FROM ticket_events WHERE kind = 'ticket-opened'",
    )
    expect(JSON.parse(event?.data ?? '')).toMatchObject({ encrypted: 'S/MIME' })
  })

  it('tells its sender once a day, and nobody whose proof failed or who is a machine', async () => {
    await desk.receive(encrypted({}))
    await desk.receive(encrypted({}))
    expect((await lines()).filter((line) => line.startsWith('encrypted-mail'))).toHaveLength(1)
    await desk.receive(
      encrypted({
        from: 'robot@else.example',
        headers: ['Content-Transfer-Encoding: base64', 'Auto-Submitted: auto-generated'],
      }),
    )
    expect((await lines()).filter((line) => line.endsWith('robot@else.example'))).toEqual([])
  })

  it('is sent again in clear as an answer to what its sender was told, and stands on the same ticket', async () => {
    await desk.receive(encrypted({}))
    const told = await lastMailTo(desk, 'paul@parents.example')
    const { outcome } = await desk.receive(draftMail({ from: paul, ...told, text: 'It does not print.' }))
    expect(outcome).toMatchObject({ kind: 'followedUp', ticketId: 1 })
  })

  it('neither refuses nor approves: nobody knows what it says', async () => {
    await desk.receive(draftMail({ from: paul, text: 'It does not print.' }))
    await desk.receive(
      draftMail({ from: claire, ...(await lastMailTo(desk, 'claire@school.example')), text: '/solve\nNew paper.' }),
    )
    const { outcome } = await desk.receive(encrypted(await lastMailTo(desk, 'paul@parents.example')))
    expect(outcome).toMatchObject({ kind: 'followedUp', ticketId: 1 })
    expect(await desk.store.byId('tickets', 1)).toMatchObject({ status: 'solved' })
    expect(await lines()).toContain('encrypted-mail → paul@parents.example')
  })

  it('of a technician is told back to them, and reaches no requester', async () => {
    await desk.receive(draftMail({ from: paul, text: 'It does not print.' }))
    await desk.receive(encrypted({ from: claire, ...(await lastMailTo(desk, 'claire@school.example')) }))
    expect((await lines()).slice(3)).toEqual(['encrypted-mail → claire@school.example'])
    expect(await desk.store.all('SELECT is_private FROM followups')).toEqual([{ is_private: 1 }])
  })
})
