import type { Socket } from 'node:net'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { keptReason } from '../../src/i18n/kept-reasons.ts'
import { createTokens } from '../../src/oauth/tokens.ts'
import type { SmtpSettings } from '../../src/outbox/settings.ts'
import { openSession } from '../../src/outbox/smtp/session.ts'
import { type TestDesk, testDesk } from './desk.ts'
import { type RawSmtp, rawSmtp, type Talk } from './raw-smtp.ts'

let desk: TestDesk
let server: RawSmtp | undefined

beforeEach(async () => {
  desk = await testDesk()
})
afterEach(async () => {
  await server?.close()
  server = undefined
  expect(desk.errors).toEqual([])
  await desk.close()
})

/** Delivers mails, one after the other, to a server that talks like this, over one connection at a time. */
async function deliverTo(talk: Talk, count = 1, longer: SmtpSettings['timeouts'] = {}): Promise<number[]> {
  server = await rawSmtp(talk)
  const short = { greetingTimeout: 500, socketTimeout: 700, openTimeout: 800, sendTimeout: 800, answerTimeout: 800 }
  const timeouts = { ...short, ...longer }
  const transport = { ...desk.transport, port: server.port, connections: 1, timeouts }
  const ids: number[] = []
  for (let index = 0; index < count; index += 1) ids.push(await desk.mail())
  await desk.another({ transports: [transport] }).drain()
  return ids
}

async function attemptOf(talk: Talk, longer: SmtpSettings['timeouts'] = {}) {
  const [id = 0] = await deliverTo(talk, 1, longer)
  return { status: (await desk.row(id)).status, attempts: await desk.attempts(id) }
}

const end = (socket: Socket, text: string): null => {
  socket.end(text)
  return null
}

describe('a server that refuses a recipient', () => {
  const refuse = (line: string) => (line.startsWith('RCPT') ? '550 5.1.1 nobody\r\n' : undefined)

  it.each<[string, Talk]>([
    ['hangs up with it', (line, socket) => (line.startsWith('RCPT') ? end(socket, '550 5.1.1 nobody\r\n') : undefined)],
    ['hangs up at RSET', (line, socket) => (line === 'RSET' ? end(socket, '') : refuse(line))],
    ['says nothing to RSET', (line) => (line === 'RSET' ? null : refuse(line))],
    ['drips at RSET', (line, socket) => (line === 'RSET' ? drip(socket, '2') : refuse(line))],
  ])('and %s is taken at its word, and the next mail has its turn', async (_, talk) => {
    for (const id of await deliverTo(talk, 2)) {
      expect(await desk.row(id)).toMatchObject({ status: 'parked' })
      expect(await desk.attempts(id)).toMatchObject([{ result: 'refused', code: 550 }])
    }
  })
})

/** Writes the octets now and then for ever, so that the connection is never silent. */
function drip(socket: Socket, octets: string): null {
  const timer = setInterval(() => socket.write(octets), 100)
  socket.on('close', () => clearInterval(timer))
  return null
}

/** Writes as much as goes. */
function flood(socket: Socket, octets: string): null {
  const chunk = Buffer.from(octets.repeat(Math.ceil(65_536 / octets.length)))
  const write = () => {
    while (!socket.destroyed && socket.write(chunk));
  }
  socket.on('drain', write)
  write()
  return null
}

describe('a server whose answer has no end', () => {
  const at = (verb: string, act: (socket: Socket) => null): Talk => {
    return (line, socket) => (line.startsWith(verb) ? act(socket) : undefined)
  }

  it.each<[string, string, string]>([
    ['EHLO', 'octet after octet', 'deferred'],
    ['MAIL', 'octet after octet', 'deferred'],
    ['RCPT', 'octet after octet', 'deferred'],
    ['DATA', 'octet after octet', 'deferred'],
    ['.', 'octet after octet', 'unknown'],
    ['EHLO', 'line after line', 'deferred'],
    ['RCPT', 'line after line', 'deferred'],
    ['.', 'line after line', 'unknown'],
  ])('to %s, %s: the connection is given up, and the mail tried later (%s)', async (verb, how, result) => {
    const { status, attempts } = await attemptOf(
      at(verb, (socket) => drip(socket, how.startsWith('line') ? '250-x\r\n' : '2')),
    )
    expect(status).toBe('waiting')
    expect(attempts).toMatchObject([{ result, code: null, command: 'CONN', response: 'The server took too long' }])
    await vi.waitFor(() => expect(server?.open()).toBe(0))
  })

  it.each<[string, string, string]>([
    ['EHLO', '250-x\r\n', 'deferred'],
    ['RCPT', 'x', 'deferred'],
    ['.', '250-x\r\n', 'unknown'],
    ['EHLO', '\r\n', 'deferred'],
    ['.', '\r\n', 'unknown'],
  ])('to %s, as much as goes of %j: the connection is given up at once', async (verb, octets, result) => {
    const never = { greetingTimeout: 60_000, socketTimeout: 60_000, openTimeout: 60_000, sendTimeout: 60_000 }
    const { status, attempts } = await attemptOf(
      at(verb, (socket) => flood(socket, octets)),
      { ...never, answerTimeout: 60_000 },
    )
    expect(status).toBe('waiting')
    expect(attempts).toMatchObject([
      { result, code: null, command: 'CONN', response: expect.stringMatching(/exceeds|too much/) },
    ])
  })
})

describe('a server that offers less than a mail needs', () => {
  const offering = (...extensions: string[]): Talk => {
    const answer = ['mx.example', ...extensions].map(
      (name, index) => `250${index < extensions.length ? '-' : ' '}${name}\r\n`,
    )
    return (line) => (line.startsWith('EHLO') ? answer.join('') : undefined)
  }
  const sendTo = async (toAddress: string, talk: Talk, count = 1) => {
    server = await rawSmtp(talk)
    const ids: number[] = []
    for (let index = 0; index < count; index += 1) ids.push(await desk.mail({ toAddress }))
    await desk.another({ transports: [{ ...desk.transport, port: server.port, connections: 1 }] }).drain()
    return await Promise.all(ids.map((id) => desk.row(id)))
  }
  const recipients = () => server?.heard.filter((line) => /^RCPT|^MAIL.*SMTPUTF8/.test(line))

  it('is given an address with accents only where it says that it can take it', async () => {
    const [mail] = await sendTo('josé@example.net', offering('8BITMIME'))
    expect(mail).toMatchObject({ status: 'parked', reason: keptReason('no-smtputf8') })
    expect(recipients()).toEqual([])
    await server?.close()
    const [other] = await sendTo('josé@example.net', offering('8BITMIME', 'SMTPUTF8'))
    expect(other).toMatchObject({ status: 'sent' })
    expect(recipients()).toHaveLength(2)
  })

  it('is given a domain with accents as DNS has it', async () => {
    const [mail] = await sendTo('jose@exämple.example', offering())
    expect(mail).toMatchObject({ status: 'sent' })
    expect(recipients()).toEqual(['RCPT TO:<jose@xn--exmple-cua.example>'])
  })

  it.each<[string, Talk]>([
    ['before it is asked', offering('SIZE 100')],
    ['when it is asked', (line) => (line.startsWith('MAIL') ? '552 5.3.4 too large\r\n' : undefined)],
    ['after the mail', (line) => (line === '.' ? '552 5.3.4 too large\r\n' : undefined)],
  ])('has the mails parked that are too large for it, %s, however many, and is not paused', async (_, talk) => {
    const mails = await sendTo('ana@example.net', talk, 12)
    expect(mails.map(({ status }) => status)).toEqual(Array(12).fill('parked'))
    expect(mails[0]?.reason).toMatch(/larger than the 100 octets|5\.3\.4 too large/)
    expect(desk.reports).toEqual([])
  })
})

describe('a server that takes its time over a whole mail, as one does that scans it', () => {
  const scan: Talk = (line, socket) => {
    if (line !== '.') return undefined
    setTimeout(() => socket.writable && socket.write('250 clean\r\n'), 1500)
    return null
  }

  it('is waited for, longer than at any other step, and has the mail once', async () => {
    for (const id of await deliverTo(scan, 2, { answerTimeout: 20_000 })) {
      expect(await desk.row(id)).toMatchObject({ status: 'sent' })
      expect(await desk.attempts(id)).toMatchObject([{ result: 'sent', response: '250 clean' }])
    }
    expect(server?.heard.filter((line) => line.startsWith('EHLO'))).toHaveLength(1)
  })

  it('is waited for no longer than that', async () => {
    const [id = 0] = await deliverTo(scan, 1, { answerTimeout: 1000 })
    expect(await desk.row(id)).toMatchObject({ status: 'waiting' })
    expect(await desk.attempts(id)).toMatchObject([{ result: 'unknown', code: null }])
  })

  it('and is silent at the next mail is left as soon as any other', async () => {
    const heard = { mails: 0 }
    await deliverTo((line, socket) => (line.startsWith('MAIL') && ++heard.mails > 1 ? null : scan(line, socket)), 2, {
      answerTimeout: 60_000,
    })
    expect(await desk.store.all('SELECT result, code FROM outbox_attempts ORDER BY id')).toEqual([
      { result: 'sent', code: 250 },
      { result: 'deferred', code: null },
    ])
  })
})

describe('a server that answers what it was not asked', () => {
  it('does not have the mail where it says so before the final dot', async () => {
    const { status, attempts } = await attemptOf((line) => (line === 'DATA' ? '354 go on\r\n250 taken\r\n' : undefined))
    expect(status).toBe('waiting')
    expect(attempts).toMatchObject([{ result: 'deferred', response: 'answered before the mail was sent: 250 taken' }])
  })

  it('is left where it refuses a mail in its middle: what we said next would be part of that mail', async () => {
    const ids = await deliverTo((line) => (line === 'DATA' ? '354 go on\r\n552 5.3.4 too large\r\n' : undefined), 2)
    for (const id of ids)
      expect(await desk.attempts(id)).toMatchObject([{ result: 'refused', code: 552, command: 'DATA' }])
    expect(server?.heard).not.toContain('RSET')
    expect(server?.heard.filter((line) => line.startsWith('EHLO'))).toHaveLength(2)
  })

  it('that hangs up in the middle of a mail has it counted against the mail too', async () => {
    server = await rawSmtp((line, socket) => {
      if (line !== 'DATA') return undefined
      setTimeout(() => socket.destroy(), 50)
      return '354 go on\r\n'
    })
    const session = await openSession(
      { ...desk.transport, port: server.port },
      createTokens('/nowhere', systemClock),
      'desk',
    )
    const endless = new Readable({ read() {} })
    endless.push('Subject: words that it does not like\r\n\r\n')
    const { attempt } = await session.send({ from: 'desk@school.example', to: 'paul@parents.example' }, endless)
    expect(attempt).toMatchObject({ result: 'deferred', scope: 'mail-or-transport', code: null })
    expect(session.usable).toBe(false)
  })

  it.each(['ok', '99999999999999999999 no', '700 no', '7'])('refuses nothing with %j', async (answer) => {
    const { status, attempts } = await attemptOf((line) => (line.startsWith('RCPT') ? `${answer}\r\n` : undefined))
    expect(status).toBe('waiting')
    expect(attempts).toMatchObject([{ result: 'deferred', code: null }])
  })
})

describe('a stop while a server says nothing', () => {
  it.each<[string, string | null]>([
    ['EHLO', 'deferred'],
    ['MAIL', 'deferred'],
    ['.', 'unknown'],
  ])(
    'to %s does not wait for it, counts nothing against the transport, and gives the other mails back',
    async (verb, result) => {
      const silent = await rawSmtp((line) => (line.startsWith(verb) ? null : undefined))
      server = silent
      const transport = { ...desk.transport, port: silent.port, connections: 5, timeouts: { stopTimeout: 300 } }
      for (let index = 0; index < 8; index += 1) await desk.mail()
      const outbox = desk.another({ transports: [transport] })
      const drained = outbox.drain()
      await vi.waitFor(() => expect(silent.heard.filter((line) => line.startsWith(verb))).toHaveLength(5), 10_000)
      await outbox.stop()
      await drained
      const mails = await desk.store.all<{ status: string }>('SELECT status, lease_owner FROM outbox_mails')
      expect(mails).toEqual(Array(8).fill({ status: 'waiting', lease_owner: null }))
      const attempts = await desk.store.all<{ result: string }>('SELECT result FROM outbox_attempts')
      expect(attempts).toEqual(Array(5).fill({ result }))
      expect(desk.reports).toEqual([])
    },
  )
})
