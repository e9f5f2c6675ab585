import { expect, it } from 'vitest'
import type { SqlValue } from '../../src/store/types.ts'
import { plansOf, watchStatements } from '../support/statement-plans.ts'
import { followup, testDesk } from './desk.ts'

/** Tables that grow with the number of tickets; the others are read whole without harm. */
const growing = [
  'outbox_mails',
  'outbox_attempts',
  'action_links',
  'tickets',
  'ticket_actors',
  'followups',
  'solutions',
]
const scan = new RegExp(`\\bSCAN (${[...growing, 'm', 't', 'a', 'p', 'pa', 'di', 'd', 'r', 'g', 'i'].join('|')})\\b`)

it('serves every statement of a delivery from an index', async () => {
  const desk = await testDesk({ limits: { perTicketAndHour: 3 } })
  const seen = new Map<string, readonly SqlValue[]>()
  const watched = watchStatements(desk.store, seen)
  const outbox = desk.another({}, watched)
  const toTom = { personId: desk.ids.tom, toAddress: 'tom.weber@staff.example.org', isPrivate: true } as const
  for (let index = 0; index < 5; index += 1) {
    await desk.mail()
    const itemId = await followup(desk, { isPrivate: true })
    await desk.mail({ ...toTom, event: 'private-followup', itemType: 'followup', itemId })
  }
  await outbox.drain()
  desk.clock.at += 20 * 60_000
  await outbox.drain()
  expect(seen.size).toBeGreaterThan(10)
  for (const plan of await plansOf(desk.store, seen)) expect(plan).not.toMatch(scan)
  await desk.close()
})
