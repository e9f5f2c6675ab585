import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { draftMail, openTestDesk, processNext, type TestDesk } from '../support/desk.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await openTestDesk()
  desk.tools.resolve = async () => {
    throw Object.assign(new Error('no answer'), { code: 'ETIMEOUT' })
  }
})
afterEach(() => desk.remove())

const claire = 'Claire Martin <claire@school.example>'
const unproved = () => draftMail({ from: claire, text: 'Is there paper in it?', proved: false })
const putBack = () =>
  desk.store.run("UPDATE inbound_mails SET status = 'waiting', lease_owner = NULL, next_attempt_at = NULL")

describe('a mail that would be held only since a lookup had no answer', () => {
  it('is judged again, a bounded number of times, then held', async () => {
    await expect(desk.receive(unproved())).rejects.toMatchObject({ code: 'sender-lookup' })
    await putBack()
    await expect(processNext(desk.tools)).rejects.toMatchObject({ code: 'sender-lookup' })
    await putBack()
    expect((await processNext(desk.tools)).outcome).toMatchObject({ kind: 'held', personId: 1 })
    expect((await desk.outbox()).map(({ event }) => event)).toEqual(['confirm-sender'])
  })

  it('is heard at once when the answer comes', async () => {
    await expect(desk.receive(unproved())).rejects.toMatchObject({ code: 'sender-lookup' })
    await putBack()
    desk.tools.resolve = async () => {
      throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
    }
    expect((await processNext(desk.tools)).outcome).toMatchObject({ kind: 'held' })
  })

  it('of a requester is taken as unverified without waiting', async () => {
    const mail = draftMail({ from: 'Paul Petit <paul@parents.example>', text: 'It does not print.', proved: false })
    expect((await desk.receive(mail)).outcome).toMatchObject({ kind: 'opened' })
  })
})
