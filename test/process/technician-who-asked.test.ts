import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { draftMail, lastMailTo, openTestDesk, type TestDesk } from '../support/desk.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await openTestDesk()
  await desk.receive(draftMail({ from: claire, cc: 'anne@parents.example', text: 'My own screen is black.' }))
  await answer(denis, 'denis@school.example', 'Looking.')
})
afterEach(() => desk.remove())

const claire = 'Claire Martin <claire@school.example>'
const denis = 'Denis Roche <denis@school.example>'
const answer = async (from: string, address: string, text: string, more: object = {}) =>
  desk.receive(draftMail({ from, ...(await lastMailTo(desk, address)), text, ...more }))
const told = async () => (await desk.outbox()).slice(4).map(({ event, to_address }) => `${event} → ${to_address}`)
const followups = () =>
  desk.store.all<{ is_private: number; content_text: string }>(
    'SELECT is_private, content_text FROM followups WHERE id > 1 ORDER BY id',
  )

describe('a technician who asked', () => {
  it('is a requester there: private notes are not for them', async () => {
    await desk.store.run("DELETE FROM ticket_actors WHERE role = 'assignee'")
    await answer(denis, 'denis@school.example', '/private\nShe broke it herself.')
    expect(await followups()).toMatchObject([{ is_private: 1 }])
    expect(await told()).toEqual([])
  })

  it('keeps words among colleagues', async () => {
    await answer(claire, 'claire@school.example', '/private\nTell nobody.')
    expect(await followups()).toEqual([{ is_private: 1, content_text: 'Tell nobody.' }])
    expect(await told()).toEqual(['private-followup → denis@school.example'])
  })

  it('gives no other order, and what looks like one is not published', async () => {
    const notice = await lastMailTo(desk, 'claire@school.example')
    await answer(claire, 'claire@school.example', '/solve\nI found it myself.')
    await answer(claire, 'claire@school.example', '/slove\nI found it myself.', notice)
    expect(await desk.store.byId('tickets', 1)).toMatchObject({ status: 'assigned' })
    expect(await followups()).toMatchObject([{ is_private: 1 }, { is_private: 1 }])
    expect(await told()).toEqual(['rejected-mail → claire@school.example', 'command-unknown → claire@school.example'])
  })

  it('is asked whether an order in their name is theirs, where only a mark speaks for it', async () => {
    const notice = await lastMailTo(desk, 'claire@school.example')
    const held = await answer(claire, 'claire@school.example', '/private\nTell nobody.', { proved: false })
    expect(held.outcome.kind).toBe('held')
    expect(await told()).toEqual(['confirm-sender → claire@school.example'])
    const heard = await answer(claire, 'claire@school.example', 'It is still black.', { ...notice, proved: false })
    expect(heard.outcome.kind).toBe('followedUp')
  })
})
