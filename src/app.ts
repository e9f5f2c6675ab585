import { hostname } from 'node:os'
import { join } from 'node:path'
import { lmtpSetup, mailboxSetups, outboxSettings, storeOptions } from './app-setups.ts'
import { type Clock, type Randomness, systemClock, systemRandomness } from './clock.ts'
import { perform } from './desk/perform.ts'
import { syncSettings } from './desk/sync-settings.ts'
import { describeError } from './errors.ts'
import type { Logger } from './log.ts'
import { createTemplates } from './mail-template/render.ts'
import { shippedTemplates } from './mail-template/template-files.ts'
import { createOutbox, type Outbox } from './outbox/worker.ts'
import { cachingResolver, type Resolve, systemResolver } from './process/dns-resolver.ts'
import type { ProcessTools } from './process/tools.ts'
import { startWorker, type Worker } from './process/worker.ts'
import type { Alarms } from './receive/alarms.ts'
import { type Receiving, startReceiving } from './receive/start-receiving.ts'
import type { Directory } from './settings/directory.ts'
import { loadKeys } from './settings/keys.ts'
import type { Settings } from './settings/schema.ts'
import { createMarks, type Marks } from './signing/marks.ts'
import type { FileStorage } from './store/files.ts'
import { localFiles } from './store/local-files.ts'
import { migrate } from './store/migrate.ts'
import { openStore } from './store/open-store.ts'
import type { OutboxRow } from './store/queries/outbox.ts'
import type { Store, Tx } from './store/types.ts'
import { recordOnTicket } from './ticket/record-mail.ts'

/** What the demo and tests put in the place of the world. */
export interface AppOptions {
  log: Logger
  clock?: Clock
  randomness?: Randomness
  /** DNS; the system's where not given. */
  resolve?: Resolve
}

/** A running desk. */
export interface App {
  store: Store
  files: FileStorage
  directory: Directory
  marks: Marks
  receiving: Receiving
  outbox: Outbox
  worker: Worker
  /** Resolves once all that has come in is decided and all that is due is sent. */
  idle(): Promise<void>
  /** Takes nothing more in, ends what is under way, closes everything. */
  stop(): Promise<void>
}

/** Builds and starts everything: the one place that knows all parts. */
export async function startApp(settings: Settings, options: AppOptions): Promise<App> {
  const clock = options.clock ?? systemClock
  const randomness = options.randomness ?? systemRandomness
  const store = await openStore(storeOptions(settings))
  try {
    await migrate(store)
    return await startOver(store, settings, { ...options, clock, randomness })
  } catch (error) {
    await store.close()
    throw error
  }
}

type World = AppOptions & { clock: Clock; randomness: Randomness }

async function startOver(store: Store, settings: Settings, world: World): Promise<App> {
  const { clock, randomness, log } = world
  const keys = await loadKeys(settings.data)
  const files = await localFiles(join(settings.data, 'files'), clock, randomness)
  const directory = await syncSettings(store, settings, clock.now())
  const marks = createMarks(keys.signing)
  const alarms = logAlarms(log)
  const base = { store, settings, directory, marks, files, alarms, instanceId: keys.instanceId }
  const outbox = await makeOutbox(base, world)
  const worker = makeWorker(base, world, (mailboxId) => receiving?.fileAway(mailboxId))
  let receiving: Receiving | null = null
  receiving = await startReceiving({
    mailboxes: mailboxSetups(settings, directory),
    lmtp: lmtpSetup(settings),
    accept: { store, files, clock, wake: worker.wake },
    alarms,
    clock,
    randomness,
    log,
    dataFolder: settings.data,
  })
  outbox.start()
  return {
    ...base,
    receiving,
    outbox,
    worker,
    idle: () => idle(worker, outbox),
    stop: async () => {
      await receiving?.stop()
      await worker.stop()
      await outbox.stop()
      await store.close()
    },
  }
}

interface Base {
  store: Store
  settings: Settings
  directory: Directory
  marks: Marks
  files: FileStorage
  alarms: Alarms
  instanceId: string
}

async function makeOutbox(base: Base, world: World): Promise<Outbox> {
  const { settings, directory, store, marks, files, alarms } = base
  const templates = createTemplates({ folder: shippedTemplates, overridesFolder: settings.templates })
  await templates.prewarm()
  const instance = { id: base.instanceId, prefix: settings.prefix, webUrl: settings.web.url, hostName: hostname() }
  return createOutbox({
    store,
    settings: outboxSettings(settings, directory, instance),
    marks,
    templates,
    files,
    clock: world.clock,
    randomness: world.randomness,
    onParked: (tx, mail, reason) => showOnTicket(base, world.clock.now(), tx, mail, reason),
    reports: {
      paused: async (key, reason) =>
        alarms.raise(`transport-paused:${key}`, { en: `${key}: ${reason}`, fr: `${key} : ${reason}` }),
      resumed: async (key) => alarms.clear(`transport-paused:${key}`),
    },
    onError: (error) => world.log.error('outbox.trouble', { error: describeError(error) }),
  })
}

/** A mail that will not arrive shows on its ticket, and its technicians are told. A notice about such a mail leads to no further one. */
async function showOnTicket({ directory }: Base, now: number, tx: Tx, mail: OutboxRow, reason: string): Promise<void> {
  const ticketId = mail.ticket_id
  if (ticketId === null || mail.event === 'bounce-notice') return
  const data = { address: mail.to_address, status: '', diagnostic: reason, permanent: true, sentAt: mail.created_at }
  const actor = { actorId: null, how: 'automatic', viaMailId: null } as const
  await perform({ tx, now, directory, replyTo: null }, (verb) =>
    recordOnTicket(verb, actor, ticketId, 'mail-bounced', data),
  )
}

function makeWorker(base: Base, world: World, fileAway: (mailboxId: number | null) => void): Worker {
  const { store, files, directory, marks, instanceId, settings } = base
  const tools: ProcessTools = {
    store,
    files,
    directory,
    marks,
    instanceId,
    resolve: cachingResolver(world.resolve ?? systemResolver(), () => world.clock.now()),
    owner: `${hostname().slice(0, 40)}:${process.pid}:${world.randomness.hex(6)}`,
    now: () => world.clock.now(),
    scan: null,
  }
  return startWorker({
    ...tools,
    log: world.log,
    concurrency: settings.limits.processAtOnce,
    onSettled: (journal, settled) => {
      world.log.info('mail.settled', { mail: journal.id, outcome: settled.outcome, reason: settled.reason })
      fileAway(journal.mailbox_id)
    },
    onParked: (mailId, reason) => {
      base.alarms.raise(`mail-parked:${mailId}`, {
        en: `Mail ${mailId} is parked: ${reason}`,
        fr: `Le message ${mailId} est mis de côté : ${reason}`,
      })
      fileAway(null)
    },
  })
}

/** Sending may bring work in, and work may bring mail to send: idle is when neither has any left. */
async function idle(worker: Worker, outbox: Outbox): Promise<void> {
  await worker.idle()
  await outbox.drain()
  await worker.idle()
}

function logAlarms(log: Logger): Alarms {
  return { raise: (name, text) => log.error('alarm', { name, text: text.en }), clear: () => {} }
}
