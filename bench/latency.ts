import { ImapFlow } from 'imapflow'
import { startDovecot } from '../test/support/dovecot.ts'
import { startImapServer } from '../test/support/imap-server.ts'
import { startCatcher } from './catcher.ts'
import { type Gateway, startGateway } from './gateway-process.ts'
import { type BenchMail, makeMails } from './mails.ts'
import { lmtpSender } from './send.ts'
import { benchSettings } from './throughput.ts'

/** Medians in ms, one mail after the other: to the committed ticket, and to the receipt that SMTP has taken. */
export interface Latency {
  commitP50Ms: number
  receiptP50Ms: number
}

/** Delivers one mail and gives the moment from which is counted. */
type Deliver = (mail: BenchMail) => Promise<number>

const warmUp = 20

/** From the end of LMTP DATA, not from its answer, which comes after the journal's commit. */
export function measureLmtp(folder: string, database: object, count: number): Promise<Latency> {
  return measure(count, async (smtpPort) => {
    const gateway = await startGateway(benchSettings(folder, database, smtpPort))
    const sender = lmtpSender(gateway, 1)
    return { gateway, deliver: sender.send, stop: async () => sender.close() }
  })
}

/** From the EXISTS notice of hoodiecrow, which tells at once. */
export function measureImap(folder: string, database: object, count: number): Promise<Latency> {
  return measure(count, async (smtpPort) => {
    const server = await startImapServer()
    const gateway = await startGateway(benchSettings(folder, database, smtpPort, imapSettings(server.port)))
    await gateway.connected()
    const deliver: Deliver = async ({ raw }) => {
      const began = Date.now()
      server.append(raw.toString('latin1'))
      return began
    }
    return { gateway, deliver, stop: () => server.close() }
  })
}

/** From the end of APPEND to Dovecot, which holds its notice back for half a second. */
export function measureDovecot(folder: string, database: object, count: number): Promise<Latency> {
  return measure(count, async (smtpPort) => {
    const server = await startDovecot()
    const gateway = await startGateway(benchSettings(folder, database, smtpPort, imapSettings(server.imapPort)))
    await gateway.connected()
    const auth = { user: 'support', pass: 'secret' }
    const client = new ImapFlow({ host: '127.0.0.1', port: server.imapPort, secure: false, auth, logger: false })
    await client.connect()
    const deliver: Deliver = async ({ raw }) => {
      await client.append('INBOX', raw)
      return Date.now()
    }
    const stop = async () => {
      await client.logout()
      await server.remove()
    }
    return { gateway, deliver, stop }
  })
}

const imapSettings = (port: number) => ({
  host: '127.0.0.1',
  port,
  tls: 'none',
  user: 'support',
  password: 'secret',
})

interface Desk {
  gateway: Gateway
  deliver: Deliver
  stop(): Promise<void>
}

async function measure(count: number, start: (smtpPort: number) => Promise<Desk>): Promise<Latency> {
  const smtp = await startCatcher()
  const { gateway, deliver, stop } = await start(smtp.port)
  const commits: number[] = []
  const receipts: number[] = []
  try {
    for (const [number, mail] of (await newMails(count + warmUp)).entries()) {
      const settled = gateway.settled()
      const sent = smtp.next()
      const began = await deliver(mail)
      const [committed, taken] = await Promise.all([settled, sent])
      if (number < warmUp) continue
      commits.push(committed - began)
      receipts.push(taken - began)
    }
  } finally {
    await gateway.stop()
    await smtp.stop()
    await stop()
  }
  return { commitP50Ms: median(commits), receiptP50Ms: median(receipts) }
}

/** Mails that open a ticket: only those have a receipt. */
async function newMails(count: number): Promise<BenchMail[]> {
  const mails = await makeMails(count * 2, 'latency')
  return mails.filter(({ isReply }) => !isReply).slice(0, count)
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
