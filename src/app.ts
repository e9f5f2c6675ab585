import { hostname } from 'node:os'
import { join } from 'node:path'
import { lmtpSetup, mailboxSetups, onlyListening, outboxSettings, storeOptions, webSetup } from './app-setups.ts'
import { type Clock, type Randomness, systemClock, systemRandomness } from './clock.ts'
import { retireTransports } from './desk/retire-transports.ts'
import { syncSettings } from './desk/sync-settings.ts'
import { describeError } from './errors.ts'
import { transportAlarm } from './health/alarm-transport.ts'
import { createAlarms, type DeskAlarms } from './health/alarms.ts'
import type { HealthFeeds } from './health/feeds.ts'
import { createMetrics, type Metrics } from './health/metrics.ts'
import { createReadiness } from './health/readiness.ts'
import { createOutboxReports } from './health/report-outbox.ts'
import { alarmTexts } from './i18n/alarm-texts.ts'
import type { Logger } from './log.ts'
import { createTemplates } from './mail-template/render.ts'
import { shippedTemplates } from './mail-template/template-files.ts'
import { createTokens, type Tokens } from './oauth/tokens.ts'
import { createOutbox, type Outbox } from './outbox/worker.ts'
import { scanContent } from './process/antivirus.ts'
import { cachingResolver, type Resolve, systemResolver } from './process/dns-resolver.ts'
import type { ProcessTools } from './process/tools.ts'
import { startWorker, type Worker } from './process/worker.ts'
import { type Receiving, startReceiving } from './receive/start-receiving.ts'
import { deskJobs } from './schedule/jobs.ts'
import { createJobs, type Jobs } from './schedule/run-jobs.ts'
import { diskOf } from './schedule/watch-ages.ts'
import type { Directory } from './settings/directory.ts'
import { loadKeys } from './settings/keys.ts'
import type { ResolvedSettings } from './settings/resolved.ts'
import { createMarks, type Marks } from './signing/marks.ts'
import type { FileStorage } from './store/files.ts'
import { createGroupCommit } from './store/group-commit.ts'
import { localFiles } from './store/local-files.ts'
import { migrate } from './store/migrate.ts'
import { openStore } from './store/open-store.ts'
import { recentFiles } from './store/recent-files.ts'
import type { Store } from './store/types.ts'
import { startWeb, type Web } from './web/start-web.ts'

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
  web: Web
  /** Resolves once all that has come in is decided and all that is due is sent. */
  idle(): Promise<void>
  /** Takes nothing more in, ends what is under way, closes everything. */
  stop(): Promise<void>
}

/** Builds and starts everything: the one place that knows all parts. */
export async function startApp(settings: ResolvedSettings, options: AppOptions): Promise<App> {
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

async function startOver(store: Store, settings: ResolvedSettings, world: World): Promise<App> {
  const { clock, randomness, log } = world
  const keys = await loadKeys(settings.data)
  const files = recentFiles(await localFiles(join(settings.data, 'files'), clock, randomness))
  const directory = await syncSettings(store, settings, clock.now())
  const marks = createMarks(keys.signing)
  const alarms = createAlarms({ store, directory, log, clock, hostName: hostname() })
  for (const { key, moved } of await retireTransports(store, settings, directory)) {
    alarms.clear(transportAlarm(key))
    if (moved > 0) log.warn('outbox.transport-retired', { key, moved })
  }
  let receiving: Receiving | null = null
  const feeds: HealthFeeds = {
    store,
    clock,
    receiving: () => receiving && { lmtp: receiving.lmtp !== null, mailboxes: receiving.status() },
    muted: () => outbox.muted(),
    diskFree: async () => (await diskOf(settings.data)).free,
    transports: settings.transports.map(({ key }) => key),
  }
  const metrics = createMetrics(feeds)
  const tokens = createTokens(join(settings.data, 'tokens'), clock)
  const base = { store, settings, directory, marks, files, alarms, metrics, tokens, instanceId: keys.instanceId }
  const jobs = makeJobs(base, world)
  const outbox = await makeOutbox(base, world)
  const web = await makeWeb(base, world, feeds, () => worker.wake())
  const worker = makeWorker(base, world, (mailboxId) => receiving?.fileAway(mailboxId))
  try {
    // A copy reads the mailboxes of the original, and must leave every mail where the original looks for it.
    const isCopy = (await outbox.muted()) !== null
    receiving = await startReceiving({
      mailboxes: mailboxSetups(settings, directory).map((setup) => (isCopy ? onlyListening(setup) : setup)),
      lmtp: lmtpSetup(settings),
      accept: {
        ...{ store, group: createGroupCommit(store), files, clock, wake: worker.wake },
        refused: () => metrics.settled('rejected'),
      },
      alarms,
      clock,
      randomness,
      log,
      tokens,
    })
  } catch (error) {
    await Promise.all([web.stop(), worker.stop()])
    throw error
  }
  outbox.start()
  jobs.start()
  return {
    ...base,
    receiving,
    outbox,
    worker,
    web,
    idle: () => idle(worker, outbox),
    stop: async () => {
      await web.stop()
      await receiving?.stop()
      await jobs.stop()
      await worker.stop()
      await alarms.settle()
      await outbox.stop()
      await store.close()
    },
  }
}

interface Base {
  store: Store
  settings: ResolvedSettings
  directory: Directory
  marks: Marks
  files: FileStorage
  alarms: DeskAlarms
  metrics: Metrics
  tokens: Tokens
  instanceId: string
}

async function makeOutbox(base: Base, world: World): Promise<Outbox> {
  const { settings, directory, store, marks, files, alarms, metrics, tokens } = base
  const templates = createTemplates({ folder: shippedTemplates, overridesFolder: settings.templates })
  await templates.prewarm((error) => world.log.error('template.broken', { error: describeError(error) }))
  const instance = {
    id: base.instanceId,
    prefix: settings.prefix,
    webUrl: settings.web.url,
    hostName: hostname(),
    dataFolder: settings.data,
  }
  return createOutbox({
    store,
    settings: outboxSettings(settings, directory, instance),
    tokens,
    marks,
    templates,
    files,
    clock: world.clock,
    randomness: world.randomness,
    ...createOutboxReports({ alarms, directory, clock: world.clock, log: world.log, metrics }),
    onError: (error) => world.log.error('outbox.trouble', { error: describeError(error) }),
  })
}

/** It serves before mail comes in, so that a port that is taken stops the start while nothing has begun. */
function makeWeb(base: Base, { clock, log }: World, feeds: HealthFeeds, onConfirmed: () => void): Promise<Web> {
  const { store, directory, marks, metrics, settings } = base
  const health = { ready: createReadiness(feeds), metrics: metrics.read }
  return startWeb({ ...webSetup(settings), store, directory, marks, clock, log, health, onConfirmed })
}

function makeJobs({ store, files, directory, alarms, settings }: Base, { clock, log, randomness }: World): Jobs {
  const now = () => clock.now()
  const jobs = deskJobs({ store, files, directory, alarms, scan: makeScan(settings), now, dataFolder: settings.data })
  return createJobs({ store, clock, log, alarms, owner: ownerName(randomness), jobs })
}

/** Who holds a lease: this process, and no other before or after it on any host. */
function ownerName(randomness: Randomness): string {
  return `${hostname().slice(0, 40)}:${process.pid}:${randomness.hex(6)}`
}

function makeWorker(base: Base, world: World, fileAway: (mailboxId: number | null) => void): Worker {
  const { store, files, directory, marks, instanceId, settings, alarms, metrics } = base
  const tools: ProcessTools = {
    store,
    files,
    directory,
    marks,
    instanceId,
    resolve: cachingResolver(world.resolve ?? systemResolver(), () => world.clock.now()),
    owner: ownerName(world.randomness),
    now: () => world.clock.now(),
    scan: makeScan(settings),
  }
  return startWorker({
    ...tools,
    log: world.log,
    concurrency: settings.limits.processAtOnce,
    onSettled: (journal, settled) => {
      world.log.info('mail.settled', { mail: journal.id, outcome: settled.outcome, reason: settled.reason })
      metrics.settled(settled.outcome.kind)
      fileAway(journal.mailbox_id)
    },
    onParked: (mailId, reason) => {
      metrics.settled('parked')
      alarms.raise('inbound-parked', alarmTexts.inboundParked(1, `mail ${mailId}: ${reason}`))
      fileAway(null)
    },
  })
}

/** A scanner that is away never means clean: the file is kept from people until it has looked, and the ticket says so. */
function makeScan({ antivirus }: ResolvedSettings): ProcessTools['scan'] {
  if (!antivirus) return null
  return async (content) => {
    const found = await scanContent(content, antivirus)
    if (found.verdict === 'clean') return { verdict: 'clean', detail: null }
    if (found.verdict === 'infected') return { verdict: 'infected', detail: found.name }
    return { verdict: 'waiting', detail: found.reason }
  }
}

/** Sending may bring work in, and work may bring mail to send: idle is when neither has any left. */
async function idle(worker: Worker, outbox: Outbox): Promise<void> {
  await worker.idle()
  await outbox.drain()
  await worker.idle()
}
