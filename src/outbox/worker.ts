import PQueue from 'p-queue'
import type { Clock, Randomness } from '../clock.ts'
import type { Templates } from '../mail-template/render.ts'
import type { Tokens } from '../oauth/tokens.ts'
import type { Marks } from '../signing/marks.ts'
import type { FileStorage } from '../store/files.ts'
import { createGroupCommit } from '../store/group-commit.ts'
import type { Store } from '../store/types.ts'
import { createAllowance } from './allowance.ts'
import type { DeliveryParts } from './delivery-parts.ts'
import { muteReason } from './mute.ts'
import type { OutboxSettings, SmtpSettings } from './settings.ts'
import { createSmtpPool } from './smtp/session-pool.ts'
import { createRunner, type Runner } from './transport-runner.ts'
import { createTransportState, type TransportReports } from './transport-state.ts'
import { onOutboxWake } from './wake.ts'

export interface OutboxParts {
  store: Store
  settings: OutboxSettings
  tokens: Tokens
  marks: Marks
  templates: Templates
  files: FileStorage
  clock: Clock
  randomness: Randomness
  onParked: DeliveryParts['onParked']
  reports: TransportReports
  /** Trouble of ours that a person should read: a database that went away, a bug. */
  onError(error: unknown): void
}

export interface Outbox {
  /** Delivers what is due until it is stopped. */
  start(): void
  /** Delivers all that is due now, and returns once it is done. */
  drain(): Promise<void>
  /** Why nothing is sent, or null. Read again at most every half minute. */
  muted(): Promise<string | null>
  /** Ends when what is being sent has been sent, or after some seconds; what waits stays for the next start. */
  stop(): Promise<void>
}

/** The net under the wake-up at commit: rows of other processes, retries whose time has come. */
const pollEvery = 2000
const muteFor = 30_000

/** Delivers outbox mails: one runner a transport, so that none waits for another's trouble. */
export function createOutbox(parts: OutboxParts): Outbox {
  const owner = `${parts.settings.instance.hostName}:${process.pid}:${parts.randomness.hex(6)}`.slice(-80)
  const runners = parts.settings.transports.map((transport) => makeRunner(parts, transport, owner))
  const mute = { reason: null as string | null, readAt: Number.NEGATIVE_INFINITY }
  const ending: (() => void)[] = []

  async function muted(): Promise<string | null> {
    const now = parts.clock.now()
    if (now - mute.readAt < muteFor) return mute.reason
    mute.reason = await muteReason(parts.store, parts.settings.instance)
    mute.readAt = now
    return mute.reason
  }

  const runAll = async (): Promise<void> => {
    if ((await muted()) !== null) return
    await Promise.all(runners.map((runner) => runner.run()))
  }
  const poke = (): void => {
    runAll().catch(parts.onError)
  }

  return {
    muted,
    start() {
      const timer = setInterval(poke, pollEvery)
      ending.push(() => clearInterval(timer), onOutboxWake(poke))
      poke()
    },
    async drain() {
      await runAll()
      await Promise.all(runners.map((runner) => runner.idle()))
    },
    async stop() {
      for (const end of ending.splice(0)) end()
      await Promise.all(runners.map((runner) => runner.stop()))
    },
  }
}

function makeRunner(parts: OutboxParts, transport: SmtpSettings, owner: string): Runner {
  const { store, clock, settings } = parts
  const state = createTransportState(store, transport.key, clock, parts.reports)
  const delivery: DeliveryParts = {
    ...parts,
    owner,
    state,
    composer: { db: store, marks: parts.marks, templates: parts.templates, settings, files: parts.files },
    pool: createSmtpPool(transport, parts.tokens, settings.instance.hostName),
    turns: new PQueue({ concurrency: transport.connections }),
    group: createGroupCommit(store),
  }
  return createRunner(delivery, transport, createAllowance(store, transport, clock), parts.onError)
}
