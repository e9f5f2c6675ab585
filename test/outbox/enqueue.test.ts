import { expect, it } from 'vitest'
import { onOutboxWake } from '../../src/outbox/wake.ts'
import { testDesk } from './desk.ts'

it('freezes one mail per event and person', async () => {
  const desk = await testDesk()
  await desk.mail({ dedupe: 'event-1:person-1' })
  await expect(desk.mail({ dedupe: 'event-1:person-1' })).rejects.toThrow()
  await desk.deliver()
  expect(desk.smtp.taken).toHaveLength(1)
  await desk.close()
})

it('wakes the workers at commit, and not before or without one', async () => {
  const desk = await testDesk()
  let woken = 0
  const end = onOutboxWake(() => {
    woken += 1
  })
  await desk.store
    .transaction(async (tx) => {
      await tx.run('SELECT 1')
      throw new Error('rolled back')
    })
    .catch(() => {})
  expect(woken).toBe(0)
  await desk.mail()
  expect(woken).toBe(1)
  end()
  await desk.close()
})

it('delivers as soon as a mail is committed', async () => {
  const desk = await testDesk()
  desk.outbox.start()
  const id = await desk.mail()
  await expect.poll(async () => (await desk.row(id)).status, { timeout: 5000 }).toBe('sent')
  await desk.close()
})
