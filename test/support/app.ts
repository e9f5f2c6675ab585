import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { type App, startApp } from '../../src/app.ts'
import { type Logger, silentLogger } from '../../src/log.ts'
import type { ResolvedSettings } from '../../src/settings/resolved.ts'
import { deskSettings } from './desk.ts'
import { testSettings } from './settings.ts'
import { catchSmtp, type SmtpCatcher } from './smtp-catcher.ts'

export interface TestApp {
  app: App
  /** Its data. */
  folder: string
  smtp: SmtpCatcher
  /** Hands a raw mail to LMTP, and gives the server's answer. */
  deliver(raw: string, envelope?: { from?: string; to?: string }): Promise<string>
  /** Until everything has been decided and sent. */
  settle(): Promise<void>
  stop(): Promise<void>
}

/** The whole service on loopback: LMTP in, SMTP out. SQLite unless another database is given. */
export async function startTestApp(
  change: Partial<
    Pick<ResolvedSettings, 'data' | 'database' | 'limits' | 'entities' | 'transports' | 'templates'>
  > = {},
  log: Logger = silentLogger,
): Promise<TestApp> {
  const folder = change.data ?? (await mkdtemp(join(tmpdir(), 'guichet-app-')))
  const smtp = await catchSmtp()
  const settings = await testSettings({
    ...deskSettings,
    data: folder,
    web: { port: 0 },
    lmtp: { enabled: true, port: 0 },
    transports: [{ key: 'relay', host: '127.0.0.1', port: smtp.port, tls: 'none' }],
    ...change,
  })
  const app = await startApp(settings, {
    log,
    resolve: async () => {
      throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
    },
  })
  const place = app.receiving.lmtp?.address
  if (!place || typeof place === 'string') throw new Error('LMTP does not listen')
  const lmtp = createTransport({
    host: '127.0.0.1',
    port: place.port,
    lmtp: true,
    secure: false,
    ignoreTLS: true,
    pool: true,
  })
  return {
    app,
    folder,
    smtp,
    deliver: async (raw, envelope = {}) => {
      const to = envelope.to ?? 'support@school.example'
      const sent = await lmtp.sendMail({
        envelope: { from: envelope.from ?? 'somebody@client.example', to },
        raw: raw.replaceAll(/\r?\n/g, '\r\n'),
      })
      return sent.response
    },
    settle: () => app.idle(),
    stop: async () => {
      lmtp.close()
      await app.stop()
      await smtp.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
