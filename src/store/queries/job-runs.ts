import type { Store } from '../types.ts'

export interface JobLease {
  name: string
  owner: string
}

/** Clocks of several machines differ by less. */
const wrongBy = 3_600_000

/** How long a process that died on a job keeps it from the others; renewed while it lives. */
export const jobLeaseMs = 120_000

/**
 * Takes a job that is due: of several processes one has it. Due is what last began before `dueBefore` (by the caller's clock), or well after `now`:
 * then that clock was wrong. The lease is on the database's clock.
 */
export async function takeJob(store: Store, lease: JobLease, dueBefore: number, now: number): Promise<boolean> {
  await store.insertOrIgnore('job_runs', { name: lease.name })
  const taken = await store.run(
    `UPDATE job_runs SET lease_owner = ?, lease_until = ${store.nowSql} + ?, last_run_at = ?
     WHERE name = ? AND (last_run_at IS NULL OR last_run_at <= ? OR last_run_at > ?) AND (lease_until IS NULL OR lease_until < ${store.nowSql})`,
    [lease.owner, jobLeaseMs, now, lease.name, dueBefore, now + wrongBy],
  )
  return taken === 1
}

/** False where another process has taken it since. */
export async function renewJob(store: Store, lease: JobLease): Promise<boolean> {
  const renewed = await store.run(
    `UPDATE job_runs SET lease_until = ${store.nowSql} + ? WHERE name = ? AND lease_owner = ?`,
    [jobLeaseMs, lease.name, lease.owner],
  )
  return renewed === 1
}

/** `lastRunAt` is set back where it is to run again sooner. */
export async function endJob(
  store: Store,
  lease: JobLease,
  end: { lastRunAt: number; error: string | null },
): Promise<void> {
  await store.run(
    'UPDATE job_runs SET lease_owner = NULL, lease_until = NULL, last_run_at = ?, last_error = ? WHERE name = ? AND lease_owner = ?',
    [end.lastRunAt, end.error?.slice(0, 500) ?? null, lease.name, lease.owner],
  )
}
