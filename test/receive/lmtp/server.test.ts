import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rename, stat, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { createTransport } from 'nodemailer'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { TransientError } from '../../../src/errors.ts'
import { silentLogger } from '../../../src/log.ts'
import { receiveLimits } from '../../../src/receive/limits.ts'
import { type LmtpContext, type LmtpServer, startLmtpServer } from '../../../src/receive/lmtp/server.ts'
import { createMailboxDirectory } from '../../../src/receive/mailbox-directory.ts'
import type { LmtpSetup, MailboxSetup } from '../../../src/receive/settings.ts'
import { createGroupCommit } from '../../../src/store/group-commit.ts'
import { type LmtpClient, lmtpClient } from '../../support/lmtp-client.ts'
import { type ReceiveBench, rawMail, receiveBench } from '../../support/receive.ts'

let bench: ReceiveBench
let support: MailboxSetup
let hr: MailboxSetup
let server: LmtpServer
const clients: LmtpClient[] = []

beforeEach(async () => {
  bench = await receiveBench()
  support = await bench.addMailbox('support', 'support@desk.example', { aliases: ['help@desk.example'] })
  hr = await bench.addMailbox('hr', 'hr@desk.example')
})
afterEach(async () => {
  for (const client of clients.splice(0)) client.socket.destroy()
  await server.close()
  await bench.remove()
})

async function start(more: Partial<LmtpSetup> = {}, context: Partial<LmtpContext> = {}): Promise<void> {
  const directory = createMailboxDirectory([support, hr])
  const setup: LmtpSetup = { listen: { host: '127.0.0.1', port: 0 }, maxSize: 50_000, trustedPeers: [], ...more }
  server = await startLmtpServer(setup, { accept: bench.accept, directory, log: silentLogger, ...context })
}

function port(): number {
  if (server.address === null || typeof server.address === 'string') throw new Error('no port')
  return server.address.port
}

async function open(): Promise<LmtpClient> {
  const client = await lmtpClient({ host: '127.0.0.1', port: port() })
  clients.push(client)
  return client
}

describe('startLmtpServer', () => {
  it('answers 250 once the mail is in the journal', async () => {
    await start()
    const client = await open()
    await client.envelope('ada@example.org', ['support@desk.example'])
    expect(await client.data(rawMail('printer'), 1)).toEqual([expect.stringMatching(/^250 2\.1\.5 Taken as mail \d+$/)])
    expect(await bench.mails()).toMatchObject([
      { envelope_from: 'ada@example.org', envelope_to: 'support@desk.example', source: 'lmtp', client_ip: null },
    ])
    expect(await bench.sightings()).toMatchObject([{ source: 'lmtp', state: 'journaled', filing: 'none' }])
  })

  it('keeps every octet, dots at line starts included', async () => {
    await start()
    const client = await open()
    await client.envelope('', ['support@desk.example'])
    const raw = rawMail('dots', { body: '.\r\n..\r\n.one\r\nlast' })
    await client.data(raw.slice(0, -2), 1)
    const [mail] = await bench.mails()
    expect((await bench.files.read(mail?.raw_key ?? '')).toString()).toBe(raw)
    expect(mail?.envelope_from).toBe('')
  })

  it('refuses mailboxes that do not exist with 550, and takes the mail for the others', async () => {
    await start()
    const client = await open()
    const answers = await client.envelope('ada@example.org', ['nobody@desk.example', 'support@desk.example'])
    expect(answers).toEqual([expect.stringMatching(/^550 5\.1\.1/), expect.stringMatching(/^250/)])
    expect(await client.data(rawMail('x'), 1)).toEqual([expect.stringMatching(/^250/)])
  })

  it.each([
    'support@xn--mairie-btgny-ieb9f.example',
    'support+abcdef@XN--MAIRIE-BTGNY-IEB9F.example',
    'support@mairie-bétïgny.example',
  ])('takes the mail of an address whose domain has accents: %s', async (recipient) => {
    support = { ...support, address: 'support@xn--mairie-btgny-ieb9f.example' }
    await start()
    const client = await open()
    expect(await client.envelope('ada@xn--caf-dma.example', [recipient])).toEqual([expect.stringMatching(/^250/)])
    expect(await client.data(rawMail('x'), 1)).toEqual([expect.stringMatching(/^250/)])
    expect(await bench.mails()).toMatchObject([
      {
        envelope_from: 'ada@xn--caf-dma.example',
        envelope_to: expect.stringMatching(/^support(\+abcdef)?@xn--mairie-btgny-ieb9f\.example$/i),
      },
    ])
  })

  it('refuses a repeated recipient with 452, whatever its case', async () => {
    await start()
    const client = await open()
    const answers = await client.envelope('ada@example.org', ['support@desk.example', 'SUPPORT@desk.example'])
    expect(answers[1]).toMatch(/^452 4\.5\.3/)
    expect(await client.data(rawMail('x'), 1)).toHaveLength(1)
    expect(await client.say('NOOP')).toMatch(/^250/)
  })

  it('bounds the recipients of one mail', async () => {
    await start()
    const client = await open()
    const many = Array.from({ length: 101 }, (_, number) => `support+${number}@desk.example`)
    const answers = await client.envelope('ada@example.org', many)
    expect(answers[99]).toMatch(/^250/)
    expect(answers[100]).toMatch(/^452/)
  })

  it('makes one mail with several sightings of an entity, and keeps the address that carries a mark', async () => {
    await start()
    const client = await open()
    await client.envelope('ada@example.org', ['help@desk.example', 'support+abcdef@desk.example'])
    expect(await client.data(rawMail('x'), 2)).toHaveLength(2)
    expect(await bench.mails()).toMatchObject([{ envelope_to: 'support+abcdef@desk.example' }])
    expect(await bench.sightings()).toHaveLength(2)
  })

  it('makes two linked mails of two entities', async () => {
    await start()
    const client = await open()
    await client.envelope('ada@example.org', ['support@desk.example', 'hr@desk.example'])
    expect(await client.data(rawMail('x'), 2)).toEqual([expect.stringMatching(/^250/), expect.stringMatching(/^250/)])
    const mails = await bench.mails()
    expect(mails.map((mail) => mail.entity_id).toSorted()).toEqual([support.entityId, hr.entityId].toSorted())
    expect(mails[1]?.linked_mail_id).toBe(mails[0]?.id)
  })

  it('answers 552 to a mail above the limit, declared or not, and the connection lives on', async () => {
    await start()
    const client = await open()
    expect(await client.say('MAIL FROM:<ada@example.org> SIZE=60000')).toMatch(/^552/)
    await client.envelope('ada@example.org', ['support@desk.example', 'hr@desk.example'])
    const answers = await client.data(rawMail('large', { body: 'x'.repeat(200_000) }), 2)
    expect(answers).toEqual([expect.stringMatching(/^552 5\.3\.4/), expect.stringMatching(/^552 5\.3\.4/)])
    await client.envelope('ada@example.org', ['support@desk.example'])
    expect(await client.data(rawMail('small'), 1)).toEqual([expect.stringMatching(/^250/)])
    expect(await bench.mails()).toHaveLength(1)
  })

  it('answers 451 to each recipient where the journal or the disk fails, and the connection lives on', async () => {
    const store = { ...bench.store, transaction: () => Promise.reject(new TransientError('store-unavailable', 'gone')) }
    await start({}, { accept: { ...bench.accept, store, group: createGroupCommit(store) } })
    const client = await open()
    await client.envelope('ada@example.org', ['support@desk.example', 'hr@desk.example'])
    const answers = await client.data(rawMail('x', { body: 'x'.repeat(40_000) }), 2)
    expect(answers).toEqual([expect.stringMatching(/^451 4\.3\.0/), expect.stringMatching(/^451 4\.3\.0/)])
    expect(await client.say('NOOP')).toMatch(/^250/)
    client.socket.destroy()
    await server.close()
    await start(
      {},
      { accept: { ...bench.accept, files: { ...bench.files, put: () => Promise.reject(new Error('bug')) } } },
    )
    const other = await open()
    await other.envelope('ada@example.org', ['support@desk.example'])
    expect(await other.data(rawMail('x', { body: 'x'.repeat(40_000) }), 1)).toEqual([expect.stringMatching(/^451/)])
  })

  it('forgets a mail that a client breaks off', async () => {
    await start()
    const client = await open()
    await client.envelope('ada@example.org', ['support@desk.example'])
    await client.say('DATA')
    client.socket.write(rawMail('half'))
    client.socket.destroy()
    const other = await open()
    await other.envelope('ada@example.org', ['support@desk.example'])
    await other.data(rawMail('whole'), 1)
    expect((await bench.mails()).map((mail) => mail.message_id)).toEqual(['<whole@example.org>'])
  })

  it('takes the client’s address and name from XFORWARD, for one mail only', async () => {
    await start()
    const client = await open()
    expect(await client.say('XFORWARD ADDR=192.0.2.7 HELO=mail.example.org NAME=mail.example.org')).toMatch(/^250/)
    await client.envelope('ada@example.org', ['support@desk.example'])
    await client.data(rawMail('first'), 1)
    await client.envelope('ada@example.org', ['support@desk.example'])
    await client.data(rawMail('second'), 1)
    expect(await bench.mails()).toMatchObject([
      { client_ip: '192.0.2.7', client_helo: 'mail.example.org' },
      { client_ip: null, client_helo: null },
    ])
  })

  it('gives a mail that Postfix sends again, not having read our 250, a second sighting', async () => {
    await start()
    for (const attempt of ['one', 'two']) {
      const client = await open()
      await client.envelope('ada@example.org', ['support@desk.example'])
      const raw = rawMail('again', { headers: [`Received: from mail by desk; ${attempt}`] })
      expect(await client.data(raw, 1)).toEqual([expect.stringMatching(/^250/)])
    }
    expect(await bench.mails()).toHaveLength(1)
    expect(await bench.sightings()).toHaveLength(2)
  })

  it('ends idle connections when it stops, and lets a mail that is under way end', async () => {
    await start()
    const idle = await open()
    const writer = await open()
    await writer.envelope('ada@example.org', ['support@desk.example'])
    await writer.say('DATA')
    const stopped = server.close()
    expect(await idle.say('NOOP')).toMatch(/^421/)
    expect(await idle.say('NOOP')).toBe('closed')
    expect(await writer.say(`${rawMail('last')}\r\n.`)).toMatch(/^250 2\.1\.5/)
    expect(await writer.say('NOOP')).toMatch(/^421/)
    expect(await writer.say('NOOP')).toBe('closed')
    await stopped
    expect(await bench.mails()).toHaveLength(1)
  })

  it('offers no login and no sendmail jokes', async () => {
    await start()
    const client = await open()
    expect(await client.say('AUTH PLAIN AGFkYQBsb3ZlbGFjZQ==')).toMatch(/^500/)
    expect(await client.say('WIZ')).toMatch(/^500/)
    expect(await client.say('EHLO client.example')).toMatch(/^500/)
  })

  it('lets a polite client talk: nodemailer over LMTP', async () => {
    await start()
    const transport = createTransport({ host: '127.0.0.1', port: port(), lmtp: true, secure: false, ignoreTLS: true })
    const info = await transport.sendMail({
      envelope: { from: 'ada@example.org', to: ['support@desk.example'] },
      raw: rawMail('polite'),
    })
    expect(info.accepted).toEqual(['support@desk.example'])
    transport.close()
    expect(await bench.mails()).toHaveLength(1)
  })

  it('takes many mails on one connection', async () => {
    await start()
    const client = await open()
    for (let number = 0; number < 25; number++) {
      await client.envelope('ada@example.org', ['support@desk.example'])
      expect(await client.data(rawMail(`mail ${number}`), 1)).toEqual([expect.stringMatching(/^250/)])
    }
    expect(await bench.mails()).toHaveLength(25)
  })
})

describe('a client that holds its place for nothing', () => {
  const minute = 60_000
  const recipient = ['support@desk.example']
  beforeEach(() => vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }))
  afterEach(() => vi.useRealTimers())

  /** Takes all places, each with half a command, and gives two of them. */
  async function fill(): Promise<{ first: LmtpClient; second: LmtpClient }> {
    const [first, second] = [await open(), await open()]
    while (clients.length < receiveLimits.lmtpConnections) await open()
    for (const { socket } of clients) socket.write('NO')
    expect(await first.say('OP')).toMatch(/^250/)
    return { first, second }
  }

  it('is left once it has said octet after octet and begun no mail for five minutes', async () => {
    await start()
    const client = await open()
    for (let minutes = 0; minutes < 5; minutes++) {
      client.socket.write('N')
      vi.advanceTimersByTime(minute - 1000)
    }
    expect(client.socket.readable).toBe(true)
    vi.advanceTimersByTime(7000)
    expect(await client.next()).toMatch(/^421 4\.4\.2/)
    expect(await client.next()).toBe('closed')
  })

  it('is left in the middle of a mail of which it sends next to nothing, and the mail is not taken', async () => {
    await start()
    const client = await open()
    await client.envelope('ada@example.org', recipient)
    await client.say('DATA')
    for (let minutes = 0; minutes < 6; minutes++) {
      client.socket.write('Subject: x\r\n')
      vi.advanceTimersByTime(minute)
    }
    expect(await client.next()).toMatch(/^421 4\.4\.2/)
    expect(await client.next()).toBe('closed')
    const other = await open()
    await other.envelope('ada@example.org', recipient)
    await other.data(rawMail('whole'), 1)
    expect((await bench.mails()).map((mail) => mail.message_id)).toEqual(['<whole@example.org>'])
  })

  it('is served where it is slow and its mail large', async () => {
    await start({ maxSize: 5_000_000 })
    const client = await open()
    await client.envelope('ada@example.org', recipient)
    await client.say('DATA')
    client.socket.write(`${rawMail('large')}\r\n`)
    for (let minutes = 0; minutes < 10; minutes++) {
      client.socket.write(`${'x'.repeat(70)}\r\n`.repeat(6_000))
      // The octets are there before a minute is over.
      await setTimeout(100)
      vi.advanceTimersByTime(minute)
    }
    expect(await client.say('.')).toMatch(/^250/)
  })

  it('is not left while it is our disk that takes none of its mail', async () => {
    const { promise: disk, resolve: goOn } = Promise.withResolvers<void>()
    const { files } = bench.accept
    const put: typeof files.put = async (kind, content) => disk.then(() => files.put(kind, content))
    await start({ maxSize: 5_000_000 }, { accept: { ...bench.accept, files: { ...files, put } } })
    const client = await open()
    await client.envelope('ada@example.org', recipient)
    await client.say('DATA')
    client.socket.write(`${rawMail('waits')}\r\n${`${'x'.repeat(70)}\r\n`.repeat(6_000)}`)
    await setTimeout(100)
    for (let minutes = 0; minutes < 10; minutes++) vi.advanceTimersByTime(minute)
    goOn()
    expect(await client.say('.')).toMatch(/^250/)
  })

  it('is left where its mail is too large and has no end', async () => {
    await start({ maxSize: 10_000 })
    const client = await open()
    await client.envelope('ada@example.org', recipient)
    await client.say('DATA')
    for (let minutes = 0; minutes < 6; minutes++) {
      client.socket.write(`${'x'.repeat(70)}\r\n`.repeat(6_000))
      await setTimeout(100)
      vi.advanceTimersByTime(minute)
    }
    expect(await client.next()).toMatch(/^421 4\.4\.2/)
  })

  it('makes room for the next one once all places are taken, the one that was stuck longest first', async () => {
    await start()
    const { first, second } = await fill()
    vi.advanceTimersByTime(20_000)
    await first.envelope('ada@example.org', recipient)
    await first.data(rawMail('first'), 1)
    const late = await open()
    expect(await second.next()).toMatch(/^421 4\.4\.2/)
    await late.envelope('ada@example.org', recipient)
    expect(await late.data(rawMail('late'), 1)).toEqual([expect.stringMatching(/^250/)])
    expect(await first.say('NOOP')).toMatch(/^250/)
  })

  it('keeps its place for some seconds, so that a crowd of new ones does not push out those at work', async () => {
    await start()
    const { second } = await fill()
    expect((await open()).greeting).toMatch(/^421/)
    expect(await second.say('OP')).toMatch(/^250/)
  })
})

describe('listening on a Unix socket', () => {
  const path = () => `${bench.folder}/lmtp.sock`

  it('gives it the mode of the settings and takes a mail', async () => {
    await start({ listen: { socket: path(), mode: 0o660 } })
    expect((await stat(path())).mode & 0o777).toBe(0o660)
    const client = await lmtpClient({ path: path() })
    clients.push(client)
    await client.say('XFORWARD ADDR=192.0.2.7')
    await client.envelope('ada@example.org', ['support@desk.example'])
    expect(await client.data(rawMail('socket'), 1)).toEqual([expect.stringMatching(/^250/)])
    expect(await bench.mails()).toMatchObject([{ client_ip: '192.0.2.7' }])
  })

  it('takes over the socket that a killed process left', async () => {
    const stale = createServer().listen(path())
    await once(stale, 'listening')
    await rename(path(), `${path()}.kept`)
    stale.close()
    await once(stale, 'close')
    await rename(`${path()}.kept`, path())
    await start({ listen: { socket: path(), mode: 0o600 } })
    const client = await lmtpClient({ path: path() })
    clients.push(client)
    expect(await client.say('NOOP')).toMatch(/^250/)
  })

  it('does not take a socket away from a running process, nor a file from anybody', async () => {
    await start({ listen: { socket: path(), mode: 0o600 } })
    const first = server
    await expect(start({ listen: { socket: path(), mode: 0o600 } })).rejects.toMatchObject({
      code: 'lmtp-socket-in-use',
    })
    server = first
    await writeFile(`${path()}.file`, 'precious')
    await expect(start({ listen: { socket: `${path()}.file`, mode: 0o600 } })).rejects.toMatchObject({
      code: 'lmtp-not-a-socket',
    })
  })

  it('does not take it away from a process that is too busy to answer', async () => {
    const listen = `require('net').createServer().listen({ path: process.argv[1], backlog: 1 }, () => {
      process.stdout.write('up')
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
    })`
    const busy = spawn(process.execPath, ['--eval', listen, path()])
    await once(busy.stdout, 'data')
    const waiting = Array.from({ length: 5 }, () => connect({ path: path() }).on('error', () => {}))
    await setTimeout(100)
    await expect(start({ listen: { socket: path(), mode: 0o600 } })).rejects.toMatchObject({
      code: 'lmtp-socket-in-use',
    })
    expect((await stat(path())).isSocket()).toBe(true)
    busy.kill('SIGKILL')
    await once(busy, 'exit')
    for (const socket of waiting) socket.destroy()
    await start({ listen: { socket: path(), mode: 0o600 } })
  })

  it.each([
    ['below a file', (folder: string) => `${folder}/file/lmtp.sock`],
    ['in a folder that is not there', (folder: string) => `${folder}/none/lmtp.sock`],
    ['longer than a socket’s may be', (folder: string) => `${folder}/${'x'.repeat(120)}`],
  ])('says where it cannot listen: a path %s', async (_, placeIn) => {
    await writeFile(`${bench.folder}/file`, '')
    const socket = placeIn(bench.folder)
    await expect(start({ listen: { socket, mode: 0o600 } })).rejects.toMatchObject({
      code: 'lmtp-cannot-listen',
      message: `LMTP cannot be served at ${socket}.`,
    })
    await start()
  })

  it('says so of a port that is taken, too', async () => {
    await start()
    const first = server
    await expect(start({ listen: { host: '127.0.0.1', port: port() } })).rejects.toMatchObject({
      code: 'lmtp-cannot-listen',
      message: `LMTP cannot be served at 127.0.0.1, port ${port()}.`,
      detail: expect.stringContaining('EADDRINUSE'),
    })
    server = first
  })
})
