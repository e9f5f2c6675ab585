import { afterEach, beforeEach, expect, it } from 'vitest'
import { showMail } from '../../src/cli/mail-show.ts'
import { expireConfirmations } from '../../src/schedule/expire-confirmations.ts'
import { draftMail, openTestDesk, type TestDesk } from '../support/desk.ts'
import { recordAlarms } from '../support/receive.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await openTestDesk()
})
afterEach(() => desk.remove())

it('gives up on a held mail after fourteen days, says so, and leaves those that were answered', async () => {
  const alarms = recordAlarms()
  const tools = { store: desk.store, alarms, now: () => desk.clock.at }
  const run = () => expireConfirmations(tools, new AbortController().signal)
  const forged = () => draftMail({ from: 'Claire Martin <claire@school.example>', text: '/close', proved: false })
  await desk.receive(forged())
  await desk.receive(forged())
  await desk.store.update('confirmations', 2, { status: 'denied' })
  desk.clock.at += 13 * 86_400_000
  expect(await run()).toEqual({ expired: 0 })
  desk.clock.at += 2 * 86_400_000
  expect(await run()).toEqual({ expired: 1 })
  expect(await desk.store.all('SELECT status FROM confirmations ORDER BY id')).toEqual([
    { status: 'expired' },
    { status: 'denied' },
  ])
  expect((await desk.store.byId('inbound_mails', 1))?.reason).toContain('14 days')
  const lines: string[] = []
  await showMail(desk.store, 1, 'fr', (line) => lines.push(line))
  expect(lines.join('\n')).toContain('retenu : personne n’a dit en 14 jours si ce message est de sa main')
  expect(alarms.standing.has('held-expired')).toBe(true)
  await run()
  expect(alarms.standing.has('held-expired')).toBe(false)
})
