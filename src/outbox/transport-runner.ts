import { setTimeout as pause } from 'node:timers/promises'
import PQueue from 'p-queue'
import { claimMails, giveBackMails, type OutboxRow, releaseExpired, renewLeases } from '../store/queries/outbox.ts'
import type { Allowance } from './allowance.ts'
import { deliverMail } from './deliver.ts'
import type { DeliveryParts } from './delivery-parts.ts'
import { gatherDigests } from './digest.ts'
import type { SmtpSettings } from './settings.ts'

export interface Runner {
  /** Takes what is due and begins to send it; returns once nothing more can be taken now. */
  run(): Promise<void>
  /** When nothing is being sent any more. */
  idle(): Promise<void>
  stop(): Promise<void>
}

/** A mail that takes longer is renewed; a process that died is noticed after this. */
const leaseMs = 5 * 60_000

/** Mails prepared, sent or written down at once for each connection: they share the syncs of the disk. */
const atOnce = 4

/** Mails taken ahead for each connection: they share the statements that take them. */
const ahead = 8

/** Least time between two looks for what is due, of which each delivery causes one: under load a look serves all that came meanwhile. */
const lookGapMs = 25

/** How long a stop waits for a server that takes its time, before it is left: a service that does not end is killed. */
const stopTimeout = 20_000

/** How often leases of dead processes and due digests are looked for. */
const sweepEvery = 10_000

export function createRunner(
  parts: DeliveryParts,
  transport: SmtpSettings,
  allowance: Allowance,
  onError: (error: unknown) => void,
): Runner {
  const { store, owner, clock } = parts
  const queue = new PQueue({ concurrency: atOnce * transport.connections })
  /** Leased by us. */
  const held = new Set<number>()
  /** Leased, and not yet begun. */
  const waiting = new Set<number>()
  const state = {
    running: null as Promise<void> | null,
    again: false,
    stopped: false,
    sweptAt: Number.NEGATIVE_INFINITY,
    lookedAt: Number.NEGATIVE_INFINITY,
  }
  const renewal = setInterval(() => renewLeases(store, owner, [...held], leaseMs).catch(onError), leaseMs / 3).unref()

  return {
    run,
    async idle() {
      while (queue.size + queue.pending > 0) {
        await queue.onIdle()
        await run()
      }
    },
    async stop() {
      state.stopped = true
      queue.clear()
      await giveBack([...waiting])
      await Promise.race([
        queue.onIdle(),
        pause(transport.timeouts?.stopTimeout ?? stopTimeout, undefined, { ref: false }),
      ])
      parts.pool.close()
      await queue.onIdle()
      clearInterval(renewal)
    },
  }

  /** One at a time: a call during another makes that one look once more, and waits for it. */
  function run(): Promise<void> {
    state.again = true
    state.running ??= look().finally(async () => {
      state.running = null
      if (state.again && !state.stopped) await run()
    })
    return state.running
  }

  async function look(): Promise<void> {
    while (state.again && !state.stopped) {
      await untilGap()
      if (state.stopped) return
      state.again = false
      await sweep()
      await fill()
    }
  }

  /** Not by the injected clock: it is the work of this process that is spared. */
  async function untilGap(): Promise<void> {
    const wait = state.lookedAt + lookGapMs - performance.now()
    if (wait > 0) await pause(wait)
    state.lookedAt = performance.now()
  }

  async function sweep(): Promise<void> {
    const now = clock.now()
    if (now - state.sweptAt < sweepEvery) return
    state.sweptAt = now
    await releaseExpired(store, transport.key, now)
    await gatherDigests(store, transport.key, now)
  }

  async function fill(): Promise<void> {
    const room = ahead * transport.connections - queue.size - queue.pending
    if (room <= 0) return
    const allowed = await allowance.left(room)
    const limit = allowed === 0 ? 0 : await parts.state.open(allowed)
    if (limit === 0) return
    const probing = parts.state.paused()
    const mails = await claimMails(store, { transport: transport.key, owner, now: clock.now(), leaseMs, limit })
    allowance.spend(mails.length)
    if (probing && mails.length > 0) parts.state.probed()
    for (const mail of mails) begin(mail, probing)
    if (mails.length === limit) state.again = true
  }

  function begin(mail: OutboxRow, probing: boolean): void {
    if (held.has(mail.id)) return
    held.add(mail.id)
    waiting.add(mail.id)
    queue.add(() => deliver(mail, probing)).catch(onError)
  }

  /** What was taken before a pause goes back, instead of failing mail after mail; one mail probes. */
  async function deliver(mail: OutboxRow, probing: boolean): Promise<void> {
    if (parts.state.paused() && !probing) await giveBack([...waiting])
    if (!waiting.delete(mail.id)) return
    try {
      await deliverMail(parts, mail, () => !state.stopped && (probing || !parts.state.paused()))
    } finally {
      held.delete(mail.id)
      if (queue.size <= 2 * transport.connections) run().catch(onError)
    }
  }

  async function giveBack(ids: readonly number[]): Promise<void> {
    for (const id of ids) {
      waiting.delete(id)
      held.delete(id)
    }
    if (ids.length > 0) await giveBackMails(store, owner, ids, clock.now())
  }
}
