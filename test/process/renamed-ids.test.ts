import { afterEach, describe, expect, it } from 'vitest'
import { replyAddress } from '../../src/signing/places.ts'
import { deskSettings, draftMail, lastMailTo, openTestDesk, settingsWith, type TestDesk } from '../support/desk.ts'

let desk: TestDesk
afterEach(() => desk.remove())

const paul = 'Paul Petit <paul@parents.example>'
const claire = 'Claire Martin <claire@school.example>'
const denis = 'Denis Roche <denis@school.example>'

/** The relay has given the last mail to an address an id of its own, and told us. */
async function rename(address: string, id: string): Promise<void> {
  await desk.store.run(
    'UPDATE outbox_mails SET assigned_message_id = ? WHERE id = (SELECT MAX(id) FROM outbox_mails WHERE to_address = ?)',
    [id, address],
  )
}

describe('an id that a relay gave to a mail of ours', () => {
  it('leads to the ticket', async () => {
    desk = await openTestDesk()
    await desk.receive(draftMail({ from: paul, text: 'It does not print.' }))
    await rename('paul@parents.example', '<0102@relay.example>')
    const { outcome, trace } = await desk.receive(
      draftMail({ from: paul, inReplyTo: '<0102@relay.example>', text: 'And it blinks.' }),
    )
    expect(outcome).toMatchObject({ kind: 'followedUp', ticketId: 1 })
    expect(trace).toContainEqual(expect.objectContaining({ step: 'thread', rule: 'known-message-id' }))
  })

  it('keeps the reply to a private notice private', async () => {
    desk = await openTestDesk()
    await desk.receive(draftMail({ from: paul, text: 'It does not print.' }))
    await desk.receive(
      draftMail({ from: claire, ...(await lastMailTo(desk, 'claire@school.example')), text: 'Taking it.' }),
    )
    await desk.receive(
      draftMail({ from: denis, ...(await lastMailTo(desk, 'denis@school.example')), text: '/private\nHe broke it.' }),
    )
    await rename('claire@school.example', '<0103@relay.example>')
    const { outcome } = await desk.receive(
      draftMail({ from: claire, inReplyTo: '<0103@relay.example>', text: 'I know.' }),
    )
    expect(outcome).toMatchObject({ kind: 'followedUp', ticketId: 1 })
    expect((await desk.store.all('SELECT is_private FROM followups ORDER BY id')).at(-1)).toEqual({ is_private: 1 })
  })

  it('proves nothing: we did not sign it', async () => {
    desk = await openTestDesk()
    await desk.receive(draftMail({ from: paul, text: 'It does not print.' }))
    await rename('paul@parents.example', '<0102@relay.example>')
    const { trace } = await desk.receive(
      draftMail({ from: paul, inReplyTo: '<0102@relay.example>', text: 'And it blinks.', proved: false }),
    )
    expect(trace).toContainEqual(expect.objectContaining({ step: 'sender', rule: 'none' }))
  })
})

describe('a private notice that is answered', () => {
  it('by an address of an older public mail, which the client completed, stays private', async () => {
    desk = await openTestDesk()
    await desk.receive(draftMail({ from: paul, text: 'It does not print.' }))
    const publicNotice = await lastMailTo(desk, 'claire@school.example')
    await desk.receive(draftMail({ from: claire, ...publicNotice, text: 'Taking it.' }))
    await desk.receive(
      draftMail({ from: denis, ...(await lastMailTo(desk, 'denis@school.example')), text: '/private\nHe broke it.' }),
    )
    const { inReplyTo } = await lastMailTo(desk, 'claire@school.example')
    await desk.receive(draftMail({ from: claire, to: publicNotice.to, inReplyTo, text: 'I know.' }))
    expect((await desk.store.all('SELECT is_private FROM followups ORDER BY id')).at(-1)).toEqual({ is_private: 1 })
  })
})

describe('a mailbox whose server takes a dash before the detail', () => {
  it('finds the mark behind it, and knows its own addresses', async () => {
    const [mailbox] = deskSettings.entities[0]?.mailboxes ?? []
    if (!mailbox) throw new Error('no mailbox')
    desk = await openTestDesk(settingsWith({ mailboxes: [{ ...mailbox, delimiter: '-' }] }))
    await desk.receive(draftMail({ from: paul, text: 'It does not print.' }))
    const sent = (await desk.outbox()).find(({ to_address }) => to_address === 'paul@parents.example')
    const to = replyAddress('support@school.example', desk.tools.marks.sign('reply', sent?.id ?? 0), '-')
    const { outcome, trace } = await desk.receive(
      draftMail({ from: paul, to, cc: 'Anne <anne@parents.example>', text: 'And it blinks.' }),
    )
    expect(outcome).toMatchObject({ kind: 'followedUp', ticketId: 1 })
    expect(trace).toContainEqual(expect.objectContaining({ step: 'thread', rule: 'mark-in-address' }))
    const [observer] = await desk.store.all<{ name: string }>(
      "SELECT name FROM ticket_actors t JOIN persons p ON p.id = t.person_id WHERE t.role = 'observer'",
    )
    expect(observer).toEqual({ name: 'Anne' })
  })
})
