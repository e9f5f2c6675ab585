import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TransientError } from '../../src/errors.ts'
import { startWorker, type Worker } from '../../src/process/worker.ts'
import { draftMail, journalMail, openTestDesk, type TestDesk } from '../support/desk.ts'

let desk: TestDesk
let worker: Worker | null = null
beforeEach(async () => {
  desk = await openTestDesk()
})
afterEach(async () => {
  await worker?.stop()
  await desk.remove()
})

const silent = { debug() {}, info() {}, warn() {}, error() {} }

async function work(): Promise<{ status: string; attempts: number; wait: number; last_error: string } | null> {
  worker = startWorker({ ...desk.tools, log: silent, concurrency: 1, onSettled() {}, onParked() {} })
  await worker.idle()
  await worker.stop()
  const now = await desk.store.databaseNow()
  return desk.store.first('SELECT status, attempts, next_attempt_at - ? AS wait, last_error FROM inbound_mails', [now])
}

describe('a mail that failed', () => {
  it('for a lookup without an answer waits a minute, then five', async () => {
    desk.tools.resolve = async () => {
      throw Object.assign(new Error('no answer'), { code: 'ETIMEOUT' })
    }
    await journalMail(desk.tools, draftMail({ from: 'claire@school.example', text: 'Paper?', proved: false }))
    const first = await work()
    expect(first).toMatchObject({ status: 'waiting', attempts: 1 })
    expect(first?.wait).toBeGreaterThan(50_000)
    expect(first?.wait).toBeLessThan(61_000)
    await desk.store.run('UPDATE inbound_mails SET next_attempt_at = NULL')
    expect((await work())?.wait).toBeGreaterThan(290_000)
    await desk.store.run('UPDATE inbound_mails SET next_attempt_at = NULL')
    expect(await work()).toMatchObject({ status: 'done', attempts: 3 })
  })

  it('for anything else waits a few seconds, and is parked the third time', async () => {
    await journalMail(desk.tools, draftMail({ from: 'paul@parents.example', text: 'It does not print.' }))
    desk.tools.files = {
      ...desk.tools.files,
      open: async () => {
        throw new TransientError('file-trouble', 'The disk does not answer.')
      },
    }
    expect((await work())?.wait).toBeLessThan(5_100)
    await desk.store.run('UPDATE inbound_mails SET next_attempt_at = NULL')
    await work()
    await desk.store.run('UPDATE inbound_mails SET next_attempt_at = NULL')
    expect(await work()).toMatchObject({ status: 'parked', attempts: 3, last_error: expect.stringContaining('disk') })
  })
})
