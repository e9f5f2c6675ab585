import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import nodeFlags from '../bin/node-flags.json' with { type: 'json' }
import { dkimRecord, signedDomain } from './mails.ts'

const usage = z.object({ cpuMs: z.number(), peakRssMb: z.number() })
const started = z.object({ port: z.number() })
const settled = z.object({ settled: z.number() })
export type Usage = z.infer<typeof usage>

/** A gateway in another process. Its orders are given one at a time. */
export interface Gateway {
  lmtpPort: number
  /** Until all is decided and sent. */
  idle(): Promise<Usage>
  /** Until its IMAP mailbox was read for the first time. */
  connected(): Promise<Usage>
  /** When the next mail is committed: milliseconds since the epoch. */
  settled(): Promise<number>
  stop(): Promise<Usage>
}

export async function startGateway(settings: unknown): Promise<Gateway> {
  const gateway = fileURLToPath(new URL('gateway.ts', import.meta.url))
  const child = fork(gateway, { stdio: 'inherit', execArgv: nodeFlags })
  child.send({ settings, dkimName: `bench._domainkey.${signedDomain}`, dkimRecord })
  const { port } = await heard(child, started)
  const ask = (order: string): Promise<Usage> => {
    child.send(order)
    return heard(child, usage)
  }
  return {
    lmtpPort: port,
    idle: () => ask('idle'),
    connected: () => ask('connected'),
    settled: async () => (await heard(child, settled)).settled,
    stop: async () => {
      const last = await ask('stop')
      await once(child, 'exit')
      return last
    },
  }
}

/** The next message of this kind; fails where the process ends before it. */
function heard<T>(child: ChildProcess, kind: z.ZodType<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: unknown) => {
      const parsed = kind.safeParse(message)
      if (parsed.success) end(() => resolve(parsed.data))
    }
    const onExit = () => end(() => reject(new Error('the gateway ended')))
    const end = (tell: () => void) => {
      child.off('message', onMessage)
      child.off('exit', onExit)
      tell()
    }
    child.on('message', onMessage)
    child.on('exit', onExit)
  })
}
