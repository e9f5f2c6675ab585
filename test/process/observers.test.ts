import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { deskSettings, draftMail, lastMailTo, openTestDesk, type TestDesk } from '../support/desk.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await openTestDesk()
})
afterEach(() => desk.remove())

const paul = 'Paul Petit <paul@parents.example>'
const claire = 'Claire Martin <claire@school.example>'
const anne = 'Anne <anne@parents.example>'
const observers = async () =>
  (
    await desk.store.all<{ address: string }>(
      "SELECT address FROM ticket_actors t JOIN person_addresses a ON a.person_id = t.person_id WHERE role = 'observer' ORDER BY t.id",
    )
  ).map(({ address }) => address)
const lines = async () => (await desk.outbox()).map(({ event, to_address }) => `${event} → ${to_address}`)
const openOne = () => desk.receive(draftMail({ from: paul, text: 'It does not print.' }))
const reply = async (from: string, address: string, more: object) =>
  desk.receive(draftMail({ from, ...(await lastMailTo(desk, address)), text: 'One thing more.', ...more }))

describe('those in Cc of a mail on a ticket', () => {
  it('become observers where a proved participant names them, and hear from then on', async () => {
    await openOne()
    await reply(paul, 'paul@parents.example', { cc: `${anne}, no-reply@x.example, help@school.example` })
    expect(await observers()).toEqual(['anne@parents.example'])
    expect((await lines()).filter((line) => line.includes('anne'))).toEqual([])
    await reply(claire, 'claire@school.example', { text: 'Is there paper in it?' })
    expect(await lines()).toContain('followup → anne@parents.example')
  })

  it('are proposed to technicians, once, where the sender is not proved', async () => {
    await openOne()
    await desk.receive(draftMail({ from: paul, id: '<one@client.example>', text: 'It does not scan.' }))
    for (let n = 0; n < 2; n++)
      await desk.receive(
        draftMail({
          from: paul,
          inReplyTo: '<one@client.example>',
          text: `And ${n}`,
          cc: n === 0 ? anne : anne.toUpperCase(),
          proved: false,
        }),
      )
    expect(await observers()).toEqual([])
    expect((await lines()).filter((line) => line.startsWith('observer-proposed'))).toEqual([
      'observer-proposed → claire@school.example',
      'observer-proposed → denis@school.example',
    ])
  })

  it('of a technician’s answer become observers, of an internal note they do not', async () => {
    await openOne()
    const notice = await lastMailTo(desk, 'claire@school.example')
    await desk.receive(draftMail({ from: claire, ...notice, text: '/private\nHe breaks it.', cc: anne }))
    expect(await observers()).toEqual([])
    await desk.receive(draftMail({ from: claire, ...notice, text: 'On my way.', cc: anne }))
    expect(await observers()).toEqual(['anne@parents.example'])
  })

  it('are left alone where a machine names them', async () => {
    await openOne()
    await reply(paul, 'paul@parents.example', { cc: anne, subject: 'Automatic reply: The printer' })
    expect(await observers()).toEqual([])
  })

  it('are never more than twenty, nor those who take part already', async () => {
    await openOne()
    const many = Array.from({ length: 30 }, (_, n) => `p${n}@parents.example`)
    await reply(paul, 'paul@parents.example', { cc: ['paul@parents.example', ...many].join(', ') })
    expect(await observers()).toHaveLength(20)
  })

  it('are counted without those who take part already', async () => {
    await openOne()
    const many = Array.from({ length: 20 }, (_, n) => `p${n}@parents.example`)
    await reply(paul, 'paul@parents.example', { cc: many.join(', ') })
    await reply(paul, 'paul@parents.example', { cc: [...many, anne].join(', ') })
    expect(await observers()).toContain('anne@parents.example')
  })

  it('are proposed where the entity does not know them and registers nobody', async () => {
    await desk.remove()
    desk = await openTestDesk({
      ...deskSettings,
      entities: deskSettings.entities.map((entity) => ({ ...entity, createPersons: false })),
    })
    await desk.receive(draftMail({ from: claire, cc: anne, text: 'The beamer is dark.' }))
    expect(await observers()).toEqual([])
    expect((await lines()).filter((line) => line.startsWith('observer-proposed'))).not.toEqual([])
  })

  it('are not proposed where a technician writes out to them with the desk in Cc: the ticket is theirs', async () => {
    await desk.remove()
    desk = await openTestDesk({
      ...deskSettings,
      entities: deskSettings.entities.map((entity) => ({ ...entity, createPersons: false })),
    })
    await desk.receive(draftMail({ from: claire, to: anne, cc: 'support@school.example', text: 'Is it mended?' }))
    expect(await desk.store.all("SELECT id FROM ticket_events WHERE kind = 'observer-proposed'")).toEqual([])
    expect(await desk.store.all('SELECT id FROM tickets')).toHaveLength(1)
  })

  it('are none where the desk stands in neither To nor Cc', async () => {
    await desk.receive(draftMail({ from: paul, to: anne, cc: 'zoe@parents.example', text: 'By a blind copy.' }))
    expect(await observers()).toEqual([])
  })
})

describe('who proposes or adds somebody', () => {
  it('is named in the notice, and not told of it', async () => {
    await desk.receive(draftMail({ from: paul, proved: false, cc: anne, text: 'Both of us.' }))
    const mail = (await desk.outbox()).find(({ event }) => event === 'observer-proposed')
    expect(JSON.parse(mail?.data ?? '').facts).toMatchObject({ authorId: 3 })
  })
})

describe('a group', () => {
  const group = async (role: string) => {
    const groupId = await desk.store.insert('groups', { entity_id: 1, key: 'second', name: 'Second floor' })
    await desk.store.insert('group_members', { group_id: groupId, person_id: 3 })
    await desk.store.insert('ticket_actors', { ticket_id: 1, person_id: 0, group_id: groupId, role, added_at: 1 })
  }

  it('that observes takes part in the ticket with each of its members', async () => {
    await desk.receive(draftMail({ from: anne, id: '<one@client.example>', text: 'It does not print.' }))
    await group('observer')
    const { outcome } = await desk.receive(
      draftMail({ from: paul, inReplyTo: '<one@client.example>', text: 'Nor for me.' }),
    )
    expect(outcome).toMatchObject({ kind: 'followedUp', ticketId: 1 })
  })

  it('that is assigned keeps a reopened ticket assigned', async () => {
    await openOne()
    await group('assignee')
    await desk.store.update('tickets', 1, { status: 'waiting' })
    await reply(paul, 'paul@parents.example', { text: 'Here is what you asked for.' })
    expect(await desk.store.byId('tickets', 1)).toMatchObject({ status: 'assigned' })
  })
})
