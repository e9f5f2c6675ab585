import { expect, it } from 'vitest'
import type { SqlValue } from '../../src/store/types.ts'
import { openTestDesk } from '../support/desk.ts'
import { plansOf, watchStatements } from '../support/statement-plans.ts'
import { newestLink, openTestWeb, solveTicket } from '../support/web.ts'

it('serves every statement of a page, and of its button, from an index', async () => {
  const desk = await openTestDesk()
  await solveTicket(desk)
  const seen = new Map<string, readonly SqlValue[]>()
  const web = await openTestWeb(desk, { store: watchStatements(desk.store, seen) })
  const path = await newestLink(desk, 'approve')
  await web.get(path)
  await web.post(path, { act: 'approve' })
  await web.post(await newestLink(desk, 'undo'), { act: 'undo' })
  expect(seen.size).toBeGreaterThan(5)
  for (const plan of await plansOf(desk.store, seen)) expect(plan).not.toMatch(/\bSCAN\b(?! CONSTANT)/)
  await web.close()
  await desk.remove()
})
