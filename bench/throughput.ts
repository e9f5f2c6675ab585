import type { MariadbStoreOptions } from '../test/support/mariadb.ts'
import { startCatcher } from './catcher.ts'
import { startGateway } from './gateway-process.ts'
import { type BenchMail, makeMails } from './mails.ts'
import { send } from './send.ts'

export interface Throughput {
  mailsPerSecond: number
  /** CPU of the gateway's process, all its threads. */
  cpuMsPerMail: number
  /** Receipts that SMTP took meanwhile. */
  mailsOut: number
}

/** A service runs for weeks: its code is compiled, its statements prepared, its connections open. */
const warmUp = 600

/** From LMTP in to commit, rendered receipt and SMTP, over so many connections. */
export async function measureThroughput(
  folder: string,
  database: object,
  mails: readonly BenchMail[],
  connections: number,
): Promise<Throughput> {
  const smtp = await startCatcher()
  const gateway = await startGateway(benchSettings(folder, database, smtp.port))
  try {
    await send(gateway, await makeMails(warmUp, 'warm'), connections)
    const before = await gateway.idle()
    const out = smtp.count()
    const began = performance.now()
    await send(gateway, mails, connections)
    const after = await gateway.idle()
    const seconds = (performance.now() - began) / 1000
    return {
      mailsPerSecond: mails.length / seconds,
      cpuMsPerMail: (after.cpuMs - before.cpuMs) / mails.length,
      mailsOut: smtp.count() - out,
    }
  } finally {
    await gateway.stop()
    await smtp.stop()
  }
}

/** The shipped defaults, but for the bounds that would hold so many mails of a few senders back. */
export function benchSettings(folder: string, database: object, smtpPort: number, imap?: object): object {
  const mailbox = { key: 'support', address: 'support@school.example', ...(imap ? { imap } : {}) }
  return {
    data: folder,
    database,
    web: { port: 0 },
    lmtp: { enabled: true, port: 0 },
    limits: { noticesPerAddressAndHour: 10_000 },
    transports: [
      { key: 'relay', host: '127.0.0.1', port: smtpPort, tls: 'none', ratePerMinute: 100_000, dailyQuota: 10_000_000 },
    ],
    entities: [{ key: 'school', name: 'School desk', mailboxes: [mailbox] }],
  }
}

/** A database of the tests' server in the words of the settings. */
export const databaseSettings = ({ dialect, socket, user, database, poolSize: pool }: MariadbStoreOptions): object => ({
  dialect,
  socket,
  user,
  database,
  pool,
})
