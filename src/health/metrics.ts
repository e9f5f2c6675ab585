import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { oldestUnprocessed, oldestUnsent } from '../store/queries/ages.ts'
import { pausedTransports, readQueues, type StatusCount } from '../store/queries/health.ts'
import type { HealthFeeds } from './feeds.ts'
import { within } from './within.ts'

export interface Metrics {
  /** A mail was decided by this process. */
  settled(outcome: string): void
  /** A mail was handed to a transport: sent, deferred, refused or unknown. */
  attempted(transport: string, result: string): void
  /** Prometheus text. With the database away it says so, and gives what it can. */
  read(): Promise<{ contentType: string; text: string }>
}

const readMs = 5000

/** What Prometheus reads. Counters are this process's own; gauges are read from the database, the same in every process. */
export function createMetrics(feeds: HealthFeeds): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name, help, labelNames, registers: [registry] })
  const mails = counter('guichet_mails_total', 'Mails decided, by outcome.', ['outcome'])
  const attempts = counter('guichet_outbox_attempts_total', 'Mails handed to SMTP, by result.', ['transport', 'result'])
  const gauges = createGauges(registry)
  return {
    settled: (outcome) => mails.inc({ outcome }),
    attempted: (transport, result) => attempts.inc({ transport, result }),
    async read() {
      readConnections(feeds, gauges)
      await within(readMs, feeds.diskFree()).then(
        (free) => gauges.diskFree.set(free),
        () => gauges.diskFree.remove(),
      )
      await within(readMs, readDatabase(feeds, gauges)).then(
        () => gauges.database.set(1),
        () => gauges.database.set(0),
      )
      return { contentType: registry.contentType, text: await registry.metrics() }
    },
  }
}

type Gauges = ReturnType<typeof createGauges>

function createGauges(registry: Registry) {
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `guichet_${name}`, help, labelNames, registers: [registry] })
  return {
    database: gauge('database_up', 'Whether the database answered: 1 or 0.'),
    diskFree: gauge('disk_free_bytes', 'What is left of the disk for mails and documents.'),
    lmtp: gauge('lmtp_listening', 'Whether LMTP takes mail: 1 or 0.'),
    connected: gauge('imap_connected', 'Whether a mailbox is connected: 1 or 0.', ['mailbox']),
    failures: gauge('imap_failures', 'Connections of a mailbox that failed in a row.', ['mailbox']),
    inbound: gauge('inbound_mails', 'Mails that came in and are not done, by status.', ['status']),
    inboundRetried: gauge('inbound_retried_mails', 'Of these, tried before.', ['status']),
    unprocessedAge: gauge('inbound_oldest_unprocessed_seconds', 'Age of the oldest mail that is not decided.'),
    outbox: gauge('outbox_mails', 'Mails to send that are not sent, by status.', ['status']),
    outboxRetried: gauge('outbox_retried_mails', 'Of these, tried before.', ['status']),
    unsentAge: gauge('outbox_oldest_unsent_seconds', 'Age of the oldest mail that waits to be sent.'),
    paused: gauge('transport_paused', 'Whether a transport sends nothing for now: 1 or 0.', ['transport']),
    muted: gauge('outbox_muted', 'Whether nothing is sent because the database is another instance’s: 1 or 0.'),
    filing: gauge('imap_filing_pending', 'Decided mails that wait to be moved or flagged.'),
    confirmations: gauge('confirmations_waiting', 'Held mails that a technician was asked about.'),
    alarms: gauge('alarms', 'Alarms that stand.'),
  }
}

function readConnections({ receiving }: HealthFeeds, gauges: Gauges): void {
  const now = receiving()
  gauges.lmtp.set(Number(now?.lmtp ?? false))
  for (const [mailbox, { connected, failures }] of Object.entries(now?.mailboxes ?? {})) {
    gauges.connected.set({ mailbox }, Number(connected))
    gauges.failures.set({ mailbox }, failures)
  }
}

async function readDatabase({ store, clock, muted, transports }: HealthFeeds, gauges: Gauges): Promise<void> {
  const queues = await readQueues(store)
  setCounts(gauges.inbound, gauges.inboundRetried, ['waiting', 'processing', 'parked'], queues.inbound)
  setCounts(gauges.outbox, gauges.outboxRetried, ['waiting', 'sending', 'parked', 'held', 'digest'], queues.outbox)
  gauges.filing.set(queues.filing)
  gauges.confirmations.set(queues.confirmations)
  gauges.alarms.set(queues.alarms)
  const age = (since: number | null) => (since === null ? 0 : Math.max(0, clock.now() - since) / 1000)
  gauges.unprocessedAge.set(age(await oldestUnprocessed(store)))
  gauges.unsentAge.set(age((await oldestUnsent(store)).any))
  const paused = await pausedTransports(store)
  for (const transport of transports) gauges.paused.set({ transport }, Number(paused.has(transport)))
  gauges.muted.set(Number((await muted()) !== null))
}

/** A status that no mail has is 0, not absent: alerts compare with it. */
function setCounts(all: Gauge, retried: Gauge, statuses: readonly string[], counts: readonly StatusCount[]): void {
  for (const status of statuses) {
    const found = counts.find((row) => row.status === status)
    all.set({ status }, Number(found?.count ?? 0))
    retried.set({ status }, Number(found?.retried ?? 0))
  }
}
