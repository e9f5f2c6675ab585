import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { dkimRecord, signedDomain } from './mails.ts'

const usage = z.object({ cpuMs: z.number(), rssMb: z.number(), peakRssMb: z.number() })
export type Usage = z.infer<typeof usage>

export interface Gateway {
  lmtpPort: number
  usage(): Promise<Usage>
  /** Until all is decided and sent. */
  idle(): Promise<Usage>
  stop(): Promise<Usage>
}

export async function startGateway(settings: unknown): Promise<Gateway> {
  const child = fork(fileURLToPath(new URL('gateway.ts', import.meta.url)), {
    stdio: 'inherit',
    execArgv: process.env['BENCH_PROFILE'] ? ['--cpu-prof', '--cpu-prof-dir', process.env['BENCH_PROFILE']] : [],
  })
  child.send({ settings, dkimName: `bench._domainkey.${signedDomain}`, dkimRecord })
  const { port } = z.object({ port: z.number() }).parse(await reply(child))
  const ask = async (order: string): Promise<Usage> => {
    child.send(order)
    return usage.parse(await reply(child))
  }
  return {
    lmtpPort: port,
    usage: () => ask('usage'),
    idle: () => ask('idle'),
    stop: async () => {
      const last = await ask('stop')
      await once(child, 'exit')
      return last
    },
  }
}

async function reply(child: ChildProcess): Promise<unknown> {
  const ended = new AbortController()
  const exit = once(child, 'exit', { signal: ended.signal }).then(() => {
    throw new Error('the gateway ended')
  })
  exit.catch(() => {})
  try {
    const [message] = await Promise.race([once(child, 'message', { signal: ended.signal }), exit])
    return message
  } finally {
    ended.abort()
  }
}
