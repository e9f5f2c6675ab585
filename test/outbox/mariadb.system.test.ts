import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { listOutbox, resumeOutbox, retryOutbox } from '../../src/cli/outbox.ts'
import { type PrivateMariadb, privateMariadb } from '../support/mariadb.ts'
import { followup, testDesk } from './desk.ts'

let server: PrivateMariadb
beforeAll(async () => {
  server = await privateMariadb()
})
afterAll(() => server.stop())

async function desk(limits: object = {}) {
  const [store, folder] = [await server.newStore(), await mkdtemp(join(tmpdir(), 'guichet-outbox-'))]
  const remove = async () => {
    await store.close()
    await rm(folder, { recursive: true, force: true })
  }
  return testDesk({ limits, place: { store, folder, remove } })
}

it('sends each mail once from two processes', async () => {
  const here = await desk({ perTicketAndHour: 1000, perAddressAndHour: 1000 })
  for (let index = 0; index < 30; index += 1) {
    await here.mail()
    await here.mail({ event: 'followup', itemType: 'followup', itemId: await followup(here, {}) })
  }
  await Promise.all([here.outbox.drain(), here.another().drain()])
  await here.outbox.drain()
  expect(here.errors).toEqual([])
  expect(here.smtp.taken).toHaveLength(60)
  await here.close()
})

it('parks, retries, pauses, resumes and gathers as it does on SQLite', async () => {
  const here = await desk({ perTicketAndHour: 2 })
  const parked = await here.mail()
  here.smtp.script.rcpt = '550 5.1.1 no such user'
  await here.deliver()
  const itemId = await followup(here, { author: here.ids.ana })
  const toTom = { event: 'followup-technician', itemType: 'followup', itemId, personId: here.ids.tom } as const
  for (let index = 0; index < 4; index += 1) await here.mail({ ...toTom, toAddress: 'tom.weber@staff.example.org' })
  await retryOutbox(here.store, { all: true }, { now: here.clock.at, language: 'en' }, () => {})
  here.smtp.script.rcpt = undefined
  await here.deliver()
  expect((await here.row(parked)).status).toBe('sent')
  here.clock.at += 20 * 60_000
  here.smtp.script.mail = '550 5.7.1 not you'
  await here.deliver()
  const lines: string[] = []
  await listOutbox(here.store, { language: 'en', ticket: here.ids.ticket }, (line) => lines.push(line))
  expect(lines.at(-1)).toContain('Transport main is paused')
  here.smtp.script.mail = undefined
  await resumeOutbox(here.store, 'main', { known: ['main'], language: 'en' }, () => {})
  here.clock.at += 60_000
  await here.deliver()
  expect(here.smtp.taken).toHaveLength(4)
  expect(here.errors).toEqual([])
  await here.close()
})
