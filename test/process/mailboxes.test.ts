import { afterEach, describe, expect, it } from 'vitest'
import { replyAddress } from '../../src/signing/places.ts'
import { deskSettings, draftMail, lastMailTo, openTestDesk, settingsWith, type TestDesk } from '../support/desk.ts'

let desk: TestDesk
afterEach(() => desk.remove())

const paul = 'Paul Petit <paul@parents.example>'
const claire = 'Claire Martin <claire@school.example>'
const lines = async () => (await desk.outbox()).map(({ event, to_address }) => `${event} → ${to_address}`)

type Mailbox = (typeof deskSettings.entities)[number]['mailboxes'][number]

function mailboxWith(more: Partial<Mailbox>) {
  const [usual] = deskSettings.entities[0]?.mailboxes ?? []
  if (!usual) throw new Error('the tests have a mailbox')
  return settingsWith({ mailboxes: [{ ...usual, ...more }] })
}

const closing = (reopenDays: number) => {
  const [entity] = deskSettings.entities
  if (!entity) throw new Error('the tests have an entity')
  return settingsWith({ closing: { ...entity.closing, reopenDays } })
}

describe('a sender that the mailbox names, such as a web form', () => {
  const form = (replyTo: string, text = 'The door does not close.') =>
    draftMail({ from: 'Form <form@school.example>', headers: [`Reply-To: ${replyTo}`], text })
  const open = async () => {
    desk = await openTestDesk(mailboxWith({ replyToSenders: ['form@school.example'] }))
  }

  it('asks for the person in Reply-To', async () => {
    await open()
    await desk.receive(form(paul))
    expect((await lines())[0]).toBe('new → paul@parents.example')
    expect(await desk.store.all('SELECT person_id FROM ticket_actors WHERE role = ?', ['requester'])).toEqual([
      { person_id: 3 },
    ])
    expect(await desk.store.all("SELECT id FROM person_addresses WHERE address = 'form@school.example'")).toEqual([])
  })

  it('lets anybody type any address, so the receipt carries no words, and the notice warns', async () => {
    await open()
    await desk.receive(form('Victim <victim@else.example>'))
    const [receipt, notice] = await desk.outbox()
    expect(receipt?.to_address).toBe('victim@else.example')
    expect(JSON.parse(receipt?.data ?? '').facts).toMatchObject({ proof: 'unverified' })
    expect(JSON.parse(notice?.data ?? '').facts).toMatchObject({ proof: 'unverified' })
  })

  it('is bounded for each address that is typed, not for the form', async () => {
    await open()
    for (let n = 0; n < 7; n++) await desk.receive(form('victim@else.example', `Word ${n}`))
    await desk.receive(form('other@else.example'))
    const receipts = (await lines()).filter((line) => line.startsWith('new →'))
    expect(receipts.filter((line) => line.includes('victim'))).toHaveLength(5)
    expect(receipts.filter((line) => line.includes('other'))).toHaveLength(1)
  })

  it('gives no technician’s power with a technician’s address', async () => {
    await open()
    await desk.receive(draftMail({ from: paul, text: 'It does not print.' }))
    await desk.receive(
      draftMail({
        from: 'Form <form@school.example>',
        subject: 'Re: The printer [DESK #0000001]',
        headers: [`Reply-To: ${claire}`],
        text: '/close',
      }),
    )
    expect(await desk.store.byId('tickets', 1)).toMatchObject({ status: 'incoming' })
  })

  it('names the person in From where there is no Reply-To', async () => {
    await open()
    await desk.receive(draftMail({ from: 'Form <form@school.example>', text: 'Toner is low.' }))
    expect((await lines())[0]).toBe('new → form@school.example')
  })
})

describe('a mailbox that listens only', () => {
  it('takes everything in, and shows in the outbox what it would send', async () => {
    desk = await openTestDesk(mailboxWith({ listenOnly: true }))
    await desk.receive(draftMail({ from: paul, text: 'It does not print.' }))
    expect(await lines()).toEqual([
      'new → paul@parents.example',
      'new-ticket → claire@school.example',
      'new-ticket → denis@school.example',
    ])
    await desk.receive(draftMail({ from: paul, subject: '', text: '' }))
    expect((await lines()).at(-1)).toBe('rejected-mail → paul@parents.example')
    await desk.receive(draftMail({ from: claire, text: 'Hello', proved: false }))
    expect((await lines()).at(-1)).toBe('confirm-sender → claire@school.example')
  })
})

describe('a reply to a closed ticket', () => {
  async function closeOne(): Promise<void> {
    await desk.receive(draftMail({ from: paul, text: 'It does not print.' }))
    await desk.receive(
      draftMail({ from: claire, ...(await lastMailTo(desk, 'claire@school.example')), text: '/solve\nPaper.' }),
    )
    await desk.receive(draftMail({ from: paul, ...(await lastMailTo(desk, 'paul@parents.example')), text: 'approved' }))
    expect(await desk.store.byId('tickets', 1)).toMatchObject({ status: 'closed' })
  }
  const again = async () =>
    desk.receive(
      draftMail({ from: paul, ...(await lastMailTo(desk, 'paul@parents.example')), text: 'It fails again.' }),
    )

  it('reopens it within the days of the entity, and tells its technician', async () => {
    desk = await openTestDesk(closing(7))
    await closeOne()
    desk.clock.at += 6 * 86_400_000
    expect((await again()).outcome).toMatchObject({ kind: 'followedUp', ticketId: 1 })
    expect(await desk.store.byId('tickets', 1)).toMatchObject({ status: 'assigned', reopened_count: 1 })
    const notice = (await desk.outbox()).at(-1)
    expect(notice).toMatchObject({ event: 'followup-technician', to_address: 'claire@school.example' })
    expect(JSON.parse(notice?.data ?? '').facts).toMatchObject({ reopened: true })
  })

  it('opens a linked one after them, which the receipt says', async () => {
    desk = await openTestDesk(closing(7))
    await closeOne()
    desk.clock.at += 8 * 86_400_000
    expect((await again()).outcome).toMatchObject({ kind: 'opened', ticketId: 2 })
    const receipt = (await desk.outbox()).findLast(({ event }) => event === 'new')
    expect(JSON.parse(receipt?.data ?? '').facts).toMatchObject({ previousTag: '[DESK #0000001]' })
    expect(await desk.store.byId('tickets', 1)).toMatchObject({ status: 'closed' })
  })

  it('with thanks alone is a followup and changes nothing', async () => {
    desk = await openTestDesk(closing(7))
    await closeOne()
    const thanks = draftMail({ from: paul, ...(await lastMailTo(desk, 'paul@parents.example')), text: 'Merci !' })
    expect((await desk.receive(thanks)).outcome).toMatchObject({ kind: 'followedUp', ticketId: 1 })
    expect(await desk.store.byId('tickets', 1)).toMatchObject({ status: 'closed' })
  })
})

describe('“it works, forget it” before any solution', () => {
  it('lets the technician close with one mail', async () => {
    desk = await openTestDesk()
    await desk.receive(draftMail({ from: paul, text: 'It does not print.' }))
    await desk.receive(
      draftMail({ from: paul, ...(await lastMailTo(desk, 'paul@parents.example')), text: 'It works, forget it' }),
    )
    const link = await desk.store.first<{ id: number }>(
      "SELECT id FROM action_links WHERE act = 'close' AND person_id = 1",
    )
    const to = replyAddress('support@school.example', desk.tools.marks.sign('link', link?.id ?? 0))
    await desk.receive(draftMail({ from: claire, to, text: 'Close the ticket' }))
    expect(await desk.store.byId('tickets', 1)).toMatchObject({
      status: 'closed',
      closed_how: 'technician',
      closed_by: 1,
    })
  })
})

describe('thanks on a ticket that waits for its requester', () => {
  it('do not set it going: nothing was answered', async () => {
    desk = await openTestDesk()
    await desk.receive(draftMail({ from: paul, text: 'It does not print.' }))
    await desk.store.update('tickets', 1, { status: 'waiting' })
    await desk.receive(draftMail({ from: paul, ...(await lastMailTo(desk, 'paul@parents.example')), text: 'Merci !' }))
    expect(await desk.store.byId('tickets', 1)).toMatchObject({ status: 'waiting' })
  })
})

describe('the tickets that a mailbox opens', () => {
  it('are of the type that it says, and as urgent as their mail', async () => {
    desk = await openTestDesk(mailboxWith({ ticketType: 'request' }))
    await desk.receive(draftMail({ from: paul, text: 'A second screen, please.', headers: ['X-Priority: 5 (Lowest)'] }))
    await desk.receive(draftMail({ from: paul, text: 'A third one, please.' }))
    expect(await desk.store.all('SELECT type, urgency FROM tickets ORDER BY id')).toEqual([
      { type: 'request', urgency: 2 },
      { type: 'request', urgency: 3 },
    ])
  })
})

it('gives a title that is cut beside an emoji, not within it', async () => {
  desk = await openTestDesk()
  await desk.receive(draftMail({ from: paul, subject: `${'a'.repeat(249)}😀`, text: 'See above.' }))
  expect(await desk.store.all('SELECT title FROM tickets')).toEqual([{ title: 'a'.repeat(249) }])
})
