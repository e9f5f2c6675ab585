import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { type App, startApp } from '../src/app.ts'
import { type Logger, silentLogger } from '../src/log.ts'
import { testSettings } from '../test/support/settings.ts'
import { peakRssMb } from './proc.ts'

/** The service in a process of its own, so that its CPU and memory are its own. Told what to do by its parent. */
const start = z.object({ settings: z.unknown(), dkimName: z.string(), dkimRecord: z.string() })
const order = z.enum(['idle', 'connected', 'stop'])

process.once('message', (message) => {
  void run(start.parse(message))
})
// Whoever ends the bench ends this too.
process.once('disconnect', () => process.exit())

/** Tells the parent of each commit, at the moment when it is known. */
const log: Logger = {
  ...silentLogger,
  info: (event) => {
    if (event === 'mail.settled') process.send?.({ settled: Date.now() })
  },
}

async function run({ settings, dkimName, dkimRecord }: z.infer<typeof start>): Promise<void> {
  const app = await startApp(await testSettings(settings), {
    log,
    resolve: async (name, type) => {
      if (name === dkimName && type === 'TXT') return [[dkimRecord]]
      throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
    },
  })
  const lmtp = app.receiving.lmtp?.address
  process.send?.({ port: typeof lmtp === 'object' ? lmtp?.port : null })
  process.on('message', (message) => {
    void answer(app, order.parse(message))
  })
}

async function answer(app: App, what: z.infer<typeof order>): Promise<void> {
  if (what === 'idle') await app.idle()
  if (what === 'connected') await connected(app)
  if (what === 'stop') await app.stop()
  const { user, system } = process.cpuUsage()
  process.send?.({
    cpuMs: (user + system) / 1000,
    peakRssMb: await peakRssMb(),
  })
  if (what === 'stop') process.disconnect?.()
}

/** Until the mailbox was read once: what comes after that is new. */
async function connected(app: App): Promise<void> {
  while ((await app.store.first('SELECT id FROM mailboxes WHERE read_at IS NOT NULL')) === null) await pause(20)
}
