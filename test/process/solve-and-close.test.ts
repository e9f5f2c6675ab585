import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { draftMail, lastMailTo, openTestDesk, type TestDesk } from '../support/desk.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await openTestDesk()
  await desk.receive(
    draftMail({ from: 'Paul Petit <paul@parents.example>', cc: 'Anne <anne@parents.example>', text: 'No ink.' }),
  )
  seen = (await desk.outbox()).length
})
afterEach(() => desk.remove())

let seen = 0
const events = async () => (await desk.outbox()).slice(seen).map(({ event, to_address }) => `${event} → ${to_address}`)
const ticket = () => desk.store.byId('tickets', 1)
const links = () => desk.store.all('SELECT id FROM action_links')
async function answer(name: string, text: string): Promise<void> {
  const address = `${name.toLowerCase()}@school.example`
  await desk.receive(draftMail({ from: `${name} <${address}>`, ...(await lastMailTo(desk, address)), text }))
}

describe('a solution and the end of a ticket in one mail', () => {
  it.each(['/solve\n/close\nI changed the cartridge.', '/close\nI changed the cartridge.\n/solve'])(
    'of a manager is one mail to each who takes part, which asks for no answer: %j',
    async (text) => {
      await answer('Denis', text)
      expect(await ticket()).toMatchObject({ status: 'closed', closed_how: 'manager' })
      expect(await desk.store.byId('solutions', 1)).toMatchObject({ status: 'accepted' })
      expect((await events()).sort()).toEqual(['solved → anne@parents.example', 'solved → paul@parents.example'])
      const [mail] = (await desk.outbox()).slice(seen)
      expect(JSON.parse(mail?.data ?? '').facts).toEqual({
        closesAt: null,
        closedAt: '2026-11-24T09:00:00.000Z',
        reopenUntil: null,
      })
      expect(await links()).toEqual([])
    },
  )

  it('of a technician, who may not close, asks the requester as ever', async () => {
    await answer('Claire', '/solve\n/close\nI changed the cartridge.')
    expect(await ticket()).toMatchObject({ status: 'solved' })
    expect(await links()).toHaveLength(2)
    expect(await events()).toContain('rejected-mail → claire@school.example')
  })

  it('tells the end alone where there are no words for a solution', async () => {
    await answer('Denis', '/solve\n/close')
    expect(await ticket()).toMatchObject({ status: 'closed' })
    expect(await events()).toContain('closed → paul@parents.example')
  })
})

describe('a solution that would be private', () => {
  it('in answer to a note is none, and is one in answer to the mail that says so', async () => {
    await answer('Denis', '/private\nThe cartridge is empty.')
    await answer('Claire', '/solve\nI changed it.')
    expect(await ticket()).toMatchObject({ status: 'incoming' })
    const told = (await desk.outbox()).at(-1)
    expect(told).toMatchObject({ event: 'rejected-mail', to_address: 'claire@school.example' })
    expect(JSON.parse(told?.data ?? '').facts).toMatchObject({ code: 'private-solution' })
    await answer('Claire', '/solve\nI changed it.')
    expect(await ticket()).toMatchObject({ status: 'solved' })
  })
})
