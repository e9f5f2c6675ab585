import { expect, it } from 'vitest'
import type { SqlValue, Store } from '../../src/store/types.ts'
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
  const watched = watch(desk.store, seen)
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
  for (const [sql, values] of seen) {
    const plan = await desk.store.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, values)
    for (const { detail } of plan) expect(`${detail} — ${sql}`).not.toMatch(scan)
  }
  await desk.close()
})

function watch(store: Store, seen: Map<string, readonly SqlValue[]>): Store {
  const noted = <S extends Pick<Store, 'all' | 'first' | 'run'>>(over: S): S => ({
    ...over,
    all: (sql: string, values: readonly SqlValue[] = []) => over.all(note(sql, values), values),
    first: (sql: string, values: readonly SqlValue[] = []) => over.first(note(sql, values), values),
    run: (sql: string, values: readonly SqlValue[] = []) => over.run(note(sql, values), values),
  })
  const note = (sql: string, values: readonly SqlValue[]): string => {
    seen.set(sql, values)
    return sql
  }
  return { ...noted(store), transaction: (work) => store.transaction((tx) => work(noted(tx))) }
}
