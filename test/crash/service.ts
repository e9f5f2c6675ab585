import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { type CutProxy, cutProxy } from '../support/cut-proxy.ts'
import { lmtpClient } from '../support/lmtp-client.ts'
import { type Handover, recordSmtp } from './recording-smtp.ts'

/** One place where a process of the service runs, again and again, with connections of its own that can be cut. */
export interface Slot {
  number: number
  lmtpPort: number
  proxies: { imap: CutProxy; smtp: CutProxy; database: CutProxy }
  /** When its process was killed, and when its connections were cut. Milliseconds. */
  killedAt: number[]
  smtpCutAt: number[]
  databaseCutAt: number[]
  running(): boolean
  /** Whether mail can be handed to it. */
  listens(): Promise<boolean>
  /** Of the process that was started last. */
  pid(): number
  start(): Promise<void>
  kill(): Promise<void>
  /** Asks it to end; gives its exit status. */
  end(): Promise<number | null>
  /** What it logged last. */
  log(): Promise<string>
  remove(): Promise<void>
}

export interface Surroundings {
  folder: string
  imapPort: number
  /** Unix socket and name of the database. */
  socket: string
  database: string
}

/** Every process shares the data folder, the database and the mailbox. */
export async function openSlot(number: number, around: Surroundings, handovers: Handover[]): Promise<Slot> {
  const smtp = await recordSmtp(number, handovers)
  const proxies = {
    imap: await cutProxy({ host: '127.0.0.1', port: around.imapPort }),
    smtp: await cutProxy({ host: '127.0.0.1', port: smtp.port }),
    database: await cutProxy({ path: around.socket }),
  }
  const lmtpPort = await freePort()
  const config = join(around.folder, `guichet-${number}.yaml`)
  const logFile = join(around.folder, `log-${number}`)
  // JSON is YAML.
  await writeFile(config, JSON.stringify(settings(around, proxies, lmtpPort), null, 2))
  let child: ChildProcess | null = null
  const killedAt: number[] = []
  const smtpCutAt: number[] = []
  const databaseCutAt: number[] = []
  return {
    number,
    lmtpPort,
    proxies,
    killedAt,
    smtpCutAt,
    databaseCutAt,
    running: () => child !== null && child.exitCode === null && child.signalCode === null,
    listens: async () => {
      const client = await lmtpClient({ host: '127.0.0.1', port: lmtpPort }).catch(() => null)
      client?.socket.destroy()
      return client !== null
    },
    pid: () => child?.pid ?? 0,
    async start() {
      child = await run(config, logFile)
    },
    async kill() {
      killedAt.push(Date.now())
      await stop(child, 'SIGKILL')
    },
    end: () => stop(child, 'SIGTERM'),
    log: () => readFile(logFile, 'utf8').catch(() => ''),
    async remove() {
      await stop(child, 'SIGKILL')
      for (const proxy of Object.values(proxies)) await proxy.stop()
      await smtp.stop()
    },
  }
}

function settings({ folder, database }: Surroundings, proxies: Slot['proxies'], lmtpPort: number) {
  const imap = { host: '127.0.0.1', port: proxies.imap.port, tls: 'none', user: 'support', password: 'secret' }
  return {
    prefix: 'DESK',
    data: join(folder, 'data'),
    web: { port: 0 },
    lmtp: { enabled: true, port: lmtpPort },
    database: { dialect: 'mariadb', host: '127.0.0.1', port: proxies.database.port, user: 'root', database },
    limits: { noticesPerAddressAndHour: 10_000, noticesPerTicketAndHour: 10_000 },
    transports: [{ key: 'relay', host: '127.0.0.1', port: proxies.smtp.port, tls: 'none', ratePerMinute: 100_000 }],
    entities: [
      {
        key: 'school',
        name: 'School desk',
        mailboxes: [{ key: 'support', address: 'support@school.example', imap: { ...imap, pollSeconds: 5 } }],
        proof: { internalRoutes: [{ header: 'X-Border', contains: 'proved' }] },
      },
    ],
    persons: [{ name: 'Claire Martin', addresses: ['claire@school.example'], roles: { school: 'technician' } }],
  }
}

async function run(config: string, logFile: string): Promise<ChildProcess> {
  const log = await open(logFile, 'a')
  try {
    return spawn(process.execPath, ['src/main.ts', 'start', '--config', config], {
      cwd: join(import.meta.dirname, '..', '..'),
      stdio: ['ignore', log.fd, log.fd],
    })
  } finally {
    await log.close()
  }
}

async function stop(child: ChildProcess | null, signal: NodeJS.Signals): Promise<number | null> {
  if (child === null) return null
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
  return child.exitCode
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
