import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { actByLink } from '../../src/action-link/act-by-link.ts'
import { draftMail, lastMailTo, openTestDesk, type TestDesk } from '../support/desk.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await openTestDesk()
  await desk.receive(draftMail({ from: paul, cc: 'zoe@parents.example', text: 'It does not print.' }))
})
afterEach(() => desk.remove())

const paul = 'Paul Petit <paul@parents.example>'
const claire = 'Claire Martin <claire@school.example>'

const answer = async (from: string, address: string, text: string) =>
  desk.receive(draftMail({ from, ...(await lastMailTo(desk, address)), text }))

/** Presses the button of the newest link of its kind; gives what was sent then. */
async function use(act: string): Promise<string[]> {
  const before = (await desk.outbox()).length
  const link = await desk.store.first<{ id: number }>('SELECT id FROM action_links WHERE act = ? ORDER BY id DESC', [
    act,
  ])
  const press = { reason: '', how: 'link', viaMailId: null } as const
  const { directory } = desk.tools
  const context = { now: desk.clock.at, directory, replyTo: null }
  expect(await desk.store.transaction((tx) => actByLink({ tx, ...context }, link?.id ?? 0, press))).toBe('done')
  return (await desk.outbox()).slice(before).map(({ event, to_address }) => `${event} → ${to_address}`)
}

describe('a closing that is taken back is told to whoever was told of it', () => {
  it('where a requester had approved', async () => {
    await answer(claire, 'claire@school.example', '/solve\nIt was out of paper.')
    expect(await use('approve')).toContain('closed → zoe@parents.example')
    expect(await use('undo')).toEqual(['answer-undone → claire@school.example', 'reopened → zoe@parents.example'])
  })

  it('where a technician had closed by the link that was offered', async () => {
    await answer(paul, 'paul@parents.example', 'It works, forget it')
    expect(await use('close')).toContain('closed → paul@parents.example')
    expect(await use('undo')).toEqual(['reopened → paul@parents.example', 'reopened → zoe@parents.example'])
  })

  it('the assignee too, where a colleague had closed', async () => {
    await answer(claire, 'claire@school.example', 'I am on my way.')
    await answer(paul, 'paul@parents.example', 'It works, forget it')
    await desk.store.run("UPDATE ticket_actors SET person_id = 2 WHERE role = 'assignee'")
    expect(await use('close')).toContain('closed-technician → denis@school.example')
    expect(await use('undo')).toContain('reopened → denis@school.example')
  })

  it('and nobody of a refusal', async () => {
    await answer(claire, 'claire@school.example', '/solve\nIt was out of paper.')
    await use('refuse')
    expect(await use('undo')).toEqual(['answer-undone → claire@school.example'])
  })
})
