import { createTransport } from 'nodemailer'
import { catchSmtp } from '../test/support/smtp-catcher.ts'
import { type Gateway, startGateway } from './gateway-process.ts'
import type { BenchMail } from './mails.ts'
import { makeMails } from './mails.ts'

export interface Throughput {
  mailsPerSecond: number
  cpuMsPerMail: number
  mailsOut: number
}

const warmUp = 600

/** From LMTP in to commit, rendered receipt and SMTP: mails a second, and CPU of the gateway's process a mail. */
export async function measureThroughput(
  folder: string,
  database: object,
  mails: readonly BenchMail[],
  connections: number,
): Promise<Throughput> {
  const smtp = await catchSmtp()
  const gateway = await startGateway(benchSettings(folder, database, smtp.port))
  try {
    await send(gateway, await makeMails(warmUp, 'warm'), connections)
    const before = await gateway.idle()
    const out = smtp.mails.length
    const began = performance.now()
    await send(gateway, mails, connections)
    const after = await gateway.idle()
    const seconds = (performance.now() - began) / 1000
    return {
      mailsPerSecond: mails.length / seconds,
      cpuMsPerMail: (after.cpuMs - before.cpuMs) / mails.length,
      mailsOut: smtp.mails.length - out,
    }
  } finally {
    await gateway.stop()
    await smtp.stop()
  }
}

export function benchSettings(folder: string, database: object, smtpPort: number): object {
  return {
    data: folder,
    database,
    web: { port: 0 },
    lmtp: { enabled: true, port: 0 },
    limits: { noticesPerAddressAndHour: 10_000 },
    transports: [
      { key: 'relay', host: '127.0.0.1', port: smtpPort, tls: 'none', ratePerMinute: 100_000, dailyQuota: 10_000_000 },
    ],
    entities: [
      { key: 'school', name: 'School desk', mailboxes: [{ key: 'support', address: 'support@school.example' }] },
    ],
  }
}

/** Hands mails to LMTP over so many connections, each mail as soon as the one before it was answered. */
export async function send(
  gateway: Pick<Gateway, 'lmtpPort'>,
  mails: readonly BenchMail[],
  connections: number,
): Promise<void> {
  const lmtp = createTransport({
    host: '127.0.0.1',
    port: gateway.lmtpPort,
    lmtp: true,
    secure: false,
    ignoreTLS: true,
    pool: true,
    maxConnections: connections,
    maxMessages: Number.POSITIVE_INFINITY,
  })
  try {
    await Promise.all(
      mails.map(({ raw, from }) => lmtp.sendMail({ envelope: { from, to: 'support@school.example' }, raw })),
    )
  } finally {
    lmtp.close()
  }
}
