import { afterEach, beforeEach, expect, it } from 'vitest'
import { silentLogger } from '../../src/log.ts'
import { type Job, minute } from '../../src/schedule/job.ts'
import { createJobs } from '../../src/schedule/run-jobs.ts'
import { recordAlarms } from '../support/receive.ts'
import { type TemporaryStore, temporaryStore } from '../support/store.ts'

let temporary: TemporaryStore
const clock = { at: 0, now: () => clock.at }
const alarms = recordAlarms()
beforeEach(async () => {
  temporary = await temporaryStore()
  clock.at = Date.parse('2026-11-24T09:00:00Z')
})
afterEach(() => temporary.remove())

const runner = (owner: string, ...jobs: Job[]) =>
  createJobs({ store: temporary.store, clock, log: silentLogger, alarms, owner, jobs })

function counted(work: () => Promise<void> = async () => {}): Job & { runs: number } {
  const job = {
    name: 'count',
    every: 10 * minute,
    runs: 0,
    run: async () => {
      job.runs += 1
      await work()
      return {}
    },
  }
  return job
}

it('runs a job when it is due, once however long everything was down', async () => {
  const job = counted()
  const jobs = runner('a', job)
  await jobs.runDue()
  await jobs.runDue()
  expect(job.runs).toBe(1)
  clock.at += 10 * minute
  await jobs.runDue()
  expect(job.runs).toBe(2)
  clock.at += 100 * minute
  await jobs.runDue()
  await jobs.runDue()
  expect(job.runs).toBe(3)
})

it('runs it in one of several processes', async () => {
  const job = counted(() => new Promise((resolve) => setTimeout(resolve, 20)))
  await Promise.all(['a', 'b', 'c'].map((owner) => runner(owner, job).runDue()))
  expect(job.runs).toBe(1)
})

it('runs a job that seems to have run in the future, when the clock was wrong', async () => {
  const job = counted()
  clock.at += 365 * 86_400_000
  await runner('a', job).runDue()
  clock.at -= 365 * 86_400_000
  await runner('a', job).runDue()
  await runner('a', job).runDue()
  expect(job.runs).toBe(2)
})

it('takes over the job of a process that died on it', async () => {
  await temporary.store.insert('job_runs', {
    name: 'count',
    last_run_at: clock.at - 10 * minute,
    lease_owner: 'dead',
    lease_until: (await temporary.store.databaseNow()) + 60_000,
  })
  const job = counted()
  await runner('a', job).runDue()
  expect(job.runs).toBe(0)
  await temporary.store.run('UPDATE job_runs SET lease_until = 1')
  await runner('a', job).runDue()
  expect(job.runs).toBe(1)
})

it('tries a failed job again before its time, tells after three failures, and lets the others run', async () => {
  let broken = true
  const job = counted(async () => {
    if (broken) throw new Error('no room')
  })
  const other = { ...counted(), name: 'other' }
  const jobs = runner('a', job, other)
  for (let times = 0; times < 3; times++) {
    expect(alarms.standing.has('job-fails:count')).toBe(false)
    await jobs.runDue()
    clock.at += 5 * minute
  }
  expect(job.runs).toBe(3)
  expect(alarms.standing.get('job-fails:count')).toContain('no room')
  expect(await temporary.store.first("SELECT last_error AS e FROM job_runs WHERE name = 'other'")).toEqual({ e: null })
  broken = false
  await jobs.runDue()
  expect(alarms.standing.has('job-fails:count')).toBe(false)
})

it('asks the job under way to end early when it stops', async () => {
  let ended = false
  const job: Job = {
    name: 'long',
    every: minute,
    run: (signal) =>
      new Promise((resolve) =>
        signal.addEventListener('abort', () => {
          ended = true
          resolve({})
        }),
      ),
  }
  const jobs = runner('a', job)
  const running = jobs.runDue()
  await new Promise((resolve) => setTimeout(resolve, 20))
  await jobs.stop()
  await running
  expect(ended).toBe(true)
})
