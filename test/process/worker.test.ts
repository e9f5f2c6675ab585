import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TransientError } from '../../src/errors.ts'
import { startWorker, type Worker } from '../../src/process/worker.ts'
import { draftMail, journalMail, openTestDesk, type TestDesk } from '../support/desk.ts'
import { eventually } from '../support/receive.ts'

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

async function work(
  concurrency = 1,
): Promise<{ status: string; attempts: number; wait: number; last_error: string } | null> {
  worker = startWorker({ ...desk.tools, log: silent, concurrency, onSettled() {}, onParked() {} })
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

describe('trouble of the desk itself', () => {
  it.each(['files-disk', 'store-unavailable'])(
    '%s is not counted against the mail, however long it lasts',
    async (code) => {
      await journalMail(desk.tools, draftMail({ from: 'paul@parents.example', text: 'It does not print.' }))
      const { files } = desk.tools
      const open = async () => {
        throw new TransientError(code, 'Not now.')
      }
      desk.tools.files = { ...files, open }
      for (let time = 0; time < 5; time++) {
        expect(await work()).toMatchObject({
          status: 'waiting',
          attempts: 0,
          last_error: expect.stringContaining('Not now'),
        })
        await desk.store.run('UPDATE inbound_mails SET next_attempt_at = NULL')
      }
      desk.tools.files = files
      expect(await work()).toMatchObject({ status: 'done', attempts: 1 })
    },
  )
})

describe('mails whose name servers hang', () => {
  it('keep no place that another mail could have', async () => {
    const { promise: silence, reject: end } = Promise.withResolvers<never>()
    desk.tools.resolve = () => silence
    for (const text of ['One.', 'Two.', 'Three.'])
      await journalMail(desk.tools, draftMail({ from: 'eve@hanging.example', text, proved: false }))
    await journalMail(desk.tools, draftMail({ from: 'paul@parents.example', text: 'It does not print.' }))
    worker = startWorker({ ...desk.tools, log: silent, concurrency: 1, onSettled() {}, onParked() {} })
    await eventually(() => desk.store.first("SELECT id FROM inbound_mails WHERE id = 4 AND status = 'done'"), 12_000)
    expect(await desk.store.all("SELECT id FROM inbound_mails WHERE status = 'processing'")).toHaveLength(3)
    end(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }))
    await worker.idle()
    expect(await desk.store.all("SELECT id FROM inbound_mails WHERE status = 'done'")).toHaveLength(4)
  })
})

describe('a mail whose process died', () => {
  const abandon = (attempts: number) =>
    desk.store.run(
      "UPDATE inbound_mails SET status = 'processing', lease_owner = 'dead', next_attempt_at = 1, attempts = ?",
      [attempts],
    )

  it('is tried again, and is parked unread once three have died', async () => {
    await journalMail(desk.tools, draftMail({ from: 'paul@parents.example', text: 'It does not print.' }))
    await abandon(3)
    const { files } = desk.tools
    const opened: string[] = []
    desk.tools.files = { ...files, open: (key) => files.open(key).finally(() => opened.push(key)) }
    expect(await work()).toMatchObject({ status: 'parked', last_error: expect.stringContaining('ended the process') })
    expect(opened).toEqual([])
    await desk.store.run("UPDATE inbound_mails SET status = 'waiting', attempts = 0")
    await abandon(2)
    expect(await work()).toMatchObject({ status: 'done', attempts: 3 })
  })

  it('is tried alone, so that it takes no other with it', async () => {
    for (const text of ['One.', 'Two.', 'Three.'])
      await journalMail(desk.tools, draftMail({ from: 'paul@parents.example', text }))
    await abandon(1)
    for (const text of ['Four.', 'Five.', 'Six.'])
      await journalMail(desk.tools, draftMail({ from: 'paul@parents.example', text }))
    const together = await watchTogether()
    await work(4)
    expect(await desk.store.all("SELECT id FROM inbound_mails WHERE status = 'done'")).toHaveLength(6)
    const [suspects, others] = [together.filter(({ suspect }) => suspect), together.filter(({ suspect }) => !suspect)]
    expect(suspects.map(({ at }) => at)).toEqual([1, 1, 1])
    expect(Math.max(...others.map(({ at }) => at))).toBeGreaterThan(1)
  })

  /** How many mails were being read when each one was, and whether it had been abandoned. */
  async function watchTogether(): Promise<{ suspect: boolean; at: number }[]> {
    const rows = await desk.store.all<{ raw_key: string }>('SELECT raw_key FROM inbound_mails WHERE attempts = 1')
    const suspects = new Set(rows.map((row) => row.raw_key))
    const { files } = desk.tools
    const seen: { suspect: boolean; at: number }[] = []
    const reading = new Set<{ at: number }>()
    const open = async (key: string) => {
      const one = { suspect: suspects.has(key), at: 0 }
      reading.add(one)
      seen.push(one)
      for (const other of reading) other.at = Math.max(other.at, reading.size)
      await new Promise((resolve) => setTimeout(resolve, 20))
      reading.delete(one)
      return files.open(key)
    }
    desk.tools.files = { ...files, open }
    return seen
  }
})
