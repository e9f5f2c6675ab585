import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { replayMail } from '../../src/process/replay.ts'
import { localFiles } from '../../src/store/local-files.ts'
import { openStore } from '../../src/store/open-store.ts'
import type { Store } from '../../src/store/types.ts'
import { draftMail } from '../support/desk.ts'
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts'
import { type LmtpClient, lmtpClient } from '../support/lmtp-client.ts'
import { eventually } from '../support/receive.ts'
import { catchSmtp, type SmtpCatcher } from '../support/smtp-catcher.ts'

let folder: TemporaryFolder
let smtp: SmtpCatcher
let child: ChildProcess | null = null
beforeEach(async () => {
  folder = await temporaryFolder()
  smtp = await catchSmtp()
})
afterEach(async () => {
  await end('SIGKILL')
  await smtp.stop()
  await folder.remove()
})

const root = join(import.meta.dirname, '..', '..')
const bug = join(import.meta.dirname, 'die-on-deadly-mail.ts')

/** The real service, on SQLite; `buggy`: a mail can kill it. */
async function start(config: string, buggy: boolean): Promise<void> {
  const preload = buggy ? ['--import', bug] : []
  child = spawn(process.execPath, [...preload, 'src/main.ts', 'start', '--config', config], {
    cwd: root,
    stdio: 'ignore',
  })
}

async function end(signal: NodeJS.Signals): Promise<void> {
  if (child === null || child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}

async function diesByItself(): Promise<void> {
  await eventually(() => child?.signalCode === 'SIGKILL')
}

async function deliver(raws: readonly string[]): Promise<void> {
  const client: LmtpClient = await eventually(() => lmtpClient({ path: join(folder.path, 'lmtp') }).catch(() => null))
  for (const raw of raws) {
    await client.envelope('paul@parents.example', ['support@school.example'])
    expect(await client.data(raw.replaceAll('\n', '\r\n'), 1)).toEqual([expect.stringMatching(/^250/)])
  }
  client.socket.destroy()
}

async function onStore<R>(work: (store: Store) => Promise<R>): Promise<R> {
  const store = await openStore({ dialect: 'sqlite', file: join(folder.path, 'data', 'guichet.sqlite') })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

const leasesRunOut = () =>
  onStore((store) =>
    store.run("UPDATE inbound_mails SET next_attempt_at = 1, lease_until = 1 WHERE status = 'processing'"),
  )

const mailsOf = (store: Store) =>
  store.all<{ id: number; status: string; attempts: number; reason: string; outcome: string }>(
    'SELECT id, status, attempts, reason, outcome FROM inbound_mails ORDER BY id',
  )

it('a mail that kills the process is tried three times and parked; the others go on, and it can be replayed', {
  timeout: 120_000,
}, async () => {
  const config = await folder.write('guichet.yaml', settings(folder.path, smtp.port))
  const healthy = Array.from({ length: 6 }, (_, n) => draftMail({ from: 'paul@parents.example', text: `Mail ${n}.` }))
  const deadly = draftMail({ from: 'paul@parents.example', text: 'Poison.', headers: ['X-Deadly: yes'] })
  // They are decided together, not one after the other as they come.
  await start(config, false)
  await deliver([])
  await end('SIGTERM')
  await start(config, true)
  await deliver([...healthy.slice(0, 3)])
  await deliver([deadly])
  await diesByItself()
  for (let death = 2; death <= 3; death++) {
    await leasesRunOut()
    await start(config, true)
    await diesByItself()
  }
  await leasesRunOut()
  await start(config, true)
  await deliver(healthy.slice(3))
  await eventually(() =>
    onStore(async (store) => (await mailsOf(store)).every(({ status }) => ['done', 'parked'].includes(status))),
  )
  await end('SIGTERM')
  const mails = await onStore(mailsOf)
  const parked = mails.filter(({ status }) => status === 'parked')
  expect(parked).toMatchObject([{ reason: expect.stringContaining('has ended the process 3 times') }])
  expect(mails.filter(({ outcome }) => outcome === 'opened')).toHaveLength(6)
  expect(mails.filter(({ status, attempts }) => status === 'done' && attempts > 2)).toEqual([])
  await start(config, false)
  await deliver([])
  await onStore(async (store) => {
    const files = await localFiles(join(folder.path, 'data', 'files'))
    expect(await replayMail({ store, files, now: Date.now }, parked[0]?.id ?? 0, false)).toEqual({ kind: 'again' })
  })
  await eventually(() => onStore(async (store) => (await mailsOf(store)).every(({ outcome }) => outcome === 'opened')))
})

const settings = (place: string, smtpPort: number) =>
  JSON.stringify({
    data: join(place, 'data'),
    web: { port: 0 },
    lmtp: { enabled: true, socket: join(place, 'lmtp') },
    transports: [{ key: 'relay', host: '127.0.0.1', port: smtpPort, tls: 'none' }],
    entities: [
      {
        key: 'school',
        name: 'School desk',
        mailboxes: [{ key: 'support', address: 'support@school.example' }],
        proof: { internalRoutes: [{ header: 'X-Border', contains: 'proved' }] },
      },
    ],
  })
