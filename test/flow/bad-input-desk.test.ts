import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { runCli } from '../../src/cli/cli.ts'
import { retryOutbox } from '../../src/cli/outbox.ts'
import { silentLogger } from '../../src/log.ts'
import { shippedTemplates } from '../../src/mail-template/template-files.ts'
import { resumeTransport } from '../../src/outbox/transport-state.ts'
import { onDisk } from '../../src/store/file-errors.ts'
import { type SmtpDouble, smtpDouble } from '../outbox/smtp-double.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { draftMail } from '../support/desk.ts'
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts'
import { eventually } from '../support/receive.ts'

let desk: TestApp | null = null
let smtp: SmtpDouble | null = null
let folder: TemporaryFolder | null = null
afterEach(async () => {
  await desk?.stop()
  await smtp?.close()
  await folder?.remove()
  desk = smtp = folder = null
})

const mail = () => draftMail({ from: 'Paul Petit <paul@parents.example>', text: 'It does not print.' })

const outboxOf = (app: TestApp) =>
  app.app.store.all<{ status: string; reason: string | null; to_address: string }>(
    'SELECT status, reason, to_address FROM outbox_mails ORDER BY id',
  )

async function passTime(app: TestApp): Promise<void> {
  await app.app.store.run("UPDATE outbox_mails SET next_attempt_at = 1 WHERE status = 'waiting'")
  await app.settle()
}

describe('a mail server that does not take what we send', () => {
  async function openDesk(script: SmtpDouble['script']): Promise<{ desk: TestApp; smtp: SmtpDouble }> {
    smtp = await smtpDouble()
    Object.assign(smtp.script, script)
    const user = script.auth === undefined ? {} : { user: 'desk', password: 'not this one' }
    const place = {
      host: '127.0.0.1',
      port: smtp.port,
      tls: 'none',
      connections: 1,
      ratePerMinute: 600,
      dailyQuota: 1000,
    } as const
    desk = await startTestApp({ transports: [{ key: 'relay', ...place, ...user }] })
    return { desk, smtp }
  }

  it.each([
    ['connect', '421 4.3.2 shutting down'],
    ['mail', '421 4.3.2 shutting down'],
    ['data', '421 4.3.2 shutting down'],
  ] as const)(
    'answers 421 (at %s): the ticket is there, the notices wait with the answer, and arrive later',
    async (step, answer) => {
      const { desk, smtp } = await openDesk({ [step]: answer })
      expect(await desk.deliver(mail())).toMatch(/^250/)
      await desk.settle()
      expect(await desk.app.store.all('SELECT id FROM tickets')).toHaveLength(1)
      const waiting = await outboxOf(desk)
      expect(waiting).toHaveLength(3)
      expect(waiting.every(({ status }) => status === 'waiting')).toBe(true)
      expect(waiting[0]?.reason).toContain('shutting down')
      smtp.script[step] = undefined
      await passTime(desk)
      expect((await outboxOf(desk)).map(({ status }) => status)).toEqual(['sent', 'sent', 'sent'])
      expect(smtp.taken).toHaveLength(3)
    },
  )

  it('answers 535: the transport is paused and says why, nothing is refused, and all goes out once it is mended', async () => {
    const { desk, smtp } = await openDesk({ auth: '535 5.7.8 wrong password' })
    await desk.deliver(mail())
    await desk.settle()
    const paused = await desk.app.store.first<{ paused_reason: string }>('SELECT paused_reason FROM transports')
    expect(paused?.paused_reason).toContain('535 5.7.8 wrong password')
    expect((await outboxOf(desk)).map(({ status }) => status)).toEqual(['waiting', 'waiting', 'waiting'])
    const alarm = await eventually(() => desk.app.store.first<{ text: string }>('SELECT * FROM alarms'))
    expect(JSON.stringify(alarm)).toContain('wrong password')
    expect(JSON.stringify(alarm)).not.toContain('not this one')
    smtp.script.auth = undefined
    await resumeTransport(desk.app.store, 'relay', { resumed: async () => {} })
    await passTime(desk)
    expect(smtp.taken.filter(({ to }) => to[0] === 'paul@parents.example')).toHaveLength(1)
  })
})

it('a full disk: LMTP says 451 and why not, the mail server keeps the mail, and it is one ticket once there is room', async () => {
  desk = await startTestApp()
  const { files, store } = desk.app
  const { put } = files
  const noSpace = Object.assign(new Error('ENOSPC: no space left on device, write'), {
    code: 'ENOSPC',
    syscall: 'write',
  })
  files.put = () => onDisk(() => Promise.reject(noSpace))
  const raw = mail()
  expect(await desk.deliver(raw)).toMatch(/^451 4\.3\.0 .*try again later/)
  expect(await store.all('SELECT id FROM inbound_mails')).toEqual([])
  files.put = put
  expect(await desk.deliver(raw)).toMatch(/^250/)
  await desk.settle()
  expect(await store.all('SELECT outcome FROM inbound_mails')).toEqual([{ outcome: 'opened' }])
})

it('a template that does not compile: its notice is parked with file and line, the others go out, and it follows once mended', async () => {
  folder = await temporaryFolder()
  const file = join(folder.path, 'new', 'fr.mjml.hbs')
  await mkdir(join(folder.path, 'new'))
  await writeFile(file, '<mj-text>{{#if ticket}}</mj-text>')
  const logged: string[] = []
  const log = {
    ...silentLogger,
    error: (event: string, data?: object) => void logged.push(`${event} ${JSON.stringify(data)}`),
  }
  desk = await startTestApp({ templates: folder.path }, log)
  expect(logged.join('\n')).toContain(file)
  await desk.deliver(mail())
  await desk.settle()
  const receipt = (await outboxOf(desk)).find(({ to_address }) => to_address === 'paul@parents.example')
  expect(receipt?.status).toBe('parked')
  expect(receipt?.reason).toContain(file)
  // The technicians have the ticket, and hear that its requester was not told.
  const told = desk.smtp.mails.map(({ to }) => to[0]).toSorted()
  expect(told).toEqual([
    'claire@school.example',
    'claire@school.example',
    'denis@school.example',
    'denis@school.example',
  ])
  await copyFile(join(shippedTemplates, 'new', 'fr.mjml.hbs'), file)
  await retryOutbox(desk.app.store, { all: true }, { now: Date.now(), language: 'en' }, () => {})
  await desk.settle()
  expect((await outboxOf(desk)).filter(({ status }) => status !== 'sent')).toEqual([])
  expect(desk.smtp.mails.filter(({ to }) => to[0] === 'paul@parents.example')).toHaveLength(1)
})

it('a configuration with a typo: the service does not start, and says which line, what is there and what is meant', async () => {
  folder = await temporaryFolder()
  const config = await folder.write(
    'guichet.yaml',
    'transports: []\nentites:\n  - { key: desk }\nlmtp: { enabled: perhaps }\n',
  )
  const said: string[] = []
  const status = await runCli(['start', '--config', config], {
    write: (line) => said.push(line),
    fail: (line) => said.push(line),
  })
  expect(status).toBe(1)
  expect(said.join('\n')).toContain(`${config}:2: entites: there is no such key. Did you mean “entities”?`)
  expect(said.join('\n')).toContain(`${config}:4: lmtp.enabled is “perhaps”. Allowed: true or false.`)
})
