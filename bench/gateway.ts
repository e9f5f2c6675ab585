import { z } from 'zod'
import { startApp } from '../src/app.ts'
import { silentLogger } from '../src/log.ts'
import { testSettings } from '../test/support/settings.ts'

/** The service in a process of its own, so that its CPU and memory are its own. Told what to do by its parent. */
const start = z.object({ settings: z.unknown(), dkimName: z.string(), dkimRecord: z.string() })
const order = z.enum(['usage', 'idle', 'stop'])

process.once('message', (message) => {
  void run(start.parse(message))
})

async function run({ settings, dkimName, dkimRecord }: z.infer<typeof start>): Promise<void> {
  const app = await startApp(await testSettings(settings), {
    log: silentLogger,
    resolve: async (name, type) => {
      if (name === dkimName && type === 'TXT') return [[dkimRecord]]
      throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
    },
  })
  const lmtp = app.receiving.lmtp?.address
  process.send?.({ port: typeof lmtp === 'object' ? lmtp?.port : null })
  process.on('message', (message) => {
    void answer(order.parse(message))
  })

  async function answer(what: z.infer<typeof order>): Promise<void> {
    if (what === 'idle') await app.idle()
    if (what === 'stop') await app.stop()
    const { user, system } = process.cpuUsage()
    process.send?.({
      cpuMs: (user + system) / 1000,
      rssMb: process.memoryUsage.rss() / 1024 / 1024,
      peakRssMb: process.resourceUsage().maxRSS / 1024,
    })
    if (what === 'stop') process.disconnect?.()
  }
}
