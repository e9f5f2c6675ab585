import type { Alarms } from '../alarm.ts'
import type { Clock } from '../clock.ts'
import { describeError } from '../errors.ts'
import { alarmTexts } from '../i18n/alarm-texts.ts'
import type { Logger } from '../log.ts'
import { endJob, jobLeaseMs, renewJob, takeJob } from '../store/queries/job-runs.ts'
import type { Store } from '../store/types.ts'
import { type Job, minute } from './job.ts'

export interface JobParts {
  store: Store
  clock: Clock
  log: Logger
  alarms: Alarms
  /** Unique to the process: who holds its leases. */
  owner: string
  jobs: readonly Job[]
}

export interface Jobs {
  /** Looks every few seconds for what is due, until it is stopped. */
  start(): void
  /** Runs what is due now, one after the other. Never throws. */
  runDue(): Promise<void>
  /** Asks the job under way to end early, and resolves when it has. */
  stop(): Promise<void>
}

const lookEveryMs = 15_000
/** A job that failed is tried again after this long at most, and tells somebody after so many failures in a row. */
const retryAfterMs = 5 * minute
const failuresToTell = 3

/** Runs recurring jobs: of several processes one runs each, and one that was due while all were down runs once. */
export function createJobs(parts: JobParts): Jobs {
  const failures = new Map<string, number>()
  const stopping = new AbortController()
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> | null = null

  const runDue = (): Promise<void> => {
    running ??= runAll().finally(() => {
      running = null
    })
    return running
  }
  const runAll = async (): Promise<void> => {
    for (const job of parts.jobs) if (!stopping.signal.aborted) await runOne(job)
  }
  const runOne = async (job: Job): Promise<void> => {
    const lease = { name: job.name, owner: parts.owner }
    try {
      const now = parts.clock.now()
      if (!(await takeJob(parts.store, lease, now - job.every, now))) return
      const error = await runLeased(parts, job, stopping.signal)
      await endJob(parts.store, lease, { lastRunAt: nextFrom(job, now, error), error })
      tell(job, error)
    } catch (error) {
      parts.log.error('job.not-run', { job: job.name, error: describeError(error) })
    }
  }
  const tell = (job: Job, error: string | null): void => {
    const count = error === null ? 0 : (failures.get(job.name) ?? 0) + 1
    failures.set(job.name, count)
    if (error === null) parts.alarms.clear(`job-fails:${job.name}`)
    else if (count >= failuresToTell) parts.alarms.raise(`job-fails:${job.name}`, alarmTexts.jobFails(job.name, error))
  }

  return {
    start() {
      timer ??= setInterval(runDue, lookEveryMs)
      void runDue()
    },
    runDue,
    async stop() {
      stopping.abort()
      if (timer) clearInterval(timer)
      await running
    },
  }
}

/** Null, or what went wrong. A lease that was lost ends the run: another process does the job by now. */
async function runLeased(parts: JobParts, job: Job, stop: AbortSignal): Promise<string | null> {
  const lost = new AbortController()
  const lease = { name: job.name, owner: parts.owner }
  const renewal = setInterval(() => {
    renewJob(parts.store, lease).then(
      (held) => {
        if (!held) lost.abort()
      },
      (error: unknown) => parts.log.warn('job.renew-failed', { job: job.name, error: describeError(error) }),
    )
  }, jobLeaseMs / 3)
  try {
    const did = await job.run(AbortSignal.any([stop, lost.signal]))
    parts.log.debug('job.done', { job: job.name, ...did })
    return null
  } catch (error) {
    parts.log.error('job.failed', { job: job.name, error: describeError(error) })
    return describeError(error)
  } finally {
    clearInterval(renewal)
  }
}

function nextFrom(job: Job, now: number, error: string | null): number {
  return error === null ? now : now - job.every + Math.min(retryAfterMs, job.every)
}
