import { createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { xoauth2Line } from '../../src/oauth/xoauth2.ts'
import { resumeTransport } from '../../src/outbox/transport-state.ts'
import { startTokenEndpoint, strictProvider, type TokenEndpoint } from '../support/token-endpoint.ts'
import { type TestDesk, testDesk } from './desk.ts'

const minute = 60_000
const user = 'desk@school.example'

let endpoint: TokenEndpoint
let provider: ReturnType<typeof strictProvider>
let desk: TestDesk

beforeEach(async () => {
  endpoint = await startTokenEndpoint()
  provider = strictProvider()
  endpoint.decide(provider.decide)
  const oauth = { tokenUrl: endpoint.url, clientId: 'guichet', clientSecret: '', refreshToken: 'refresh-1', scope: '' }
  desk = await testDesk({ transport: { user, oauth, connections: 1 } })
})
afterEach(async () => {
  expect(desk.errors).toEqual([])
  expect(desk.parked).toEqual([])
  await desk.close()
  await endpoint.close()
})

const statuses = async () =>
  (await desk.store.all<{ status: string }>('SELECT status FROM outbox_mails ORDER BY id')).map(({ status }) => status)

/** All that the tables and reports tell of logins. */
const told = async () =>
  JSON.stringify([
    desk.reports,
    await desk.store.all('SELECT * FROM outbox_attempts'),
    await desk.store.all('SELECT * FROM transports'),
    await desk.store.all('SELECT reason FROM outbox_mails'),
  ])

describe('sending by XOAUTH2', () => {
  it('logs in by a token even where the server would take a password, once for several mails', async () => {
    desk.smtp.script.accessTokens = ['access-1']
    for (let index = 0; index < 3; index += 1) await desk.mail()
    await desk.deliver()
    expect(await statuses()).toEqual(['sent', 'sent', 'sent'])
    expect(desk.smtp.logins).toEqual(['XOAUTH2 access-1'])
    expect(endpoint.requests).toHaveLength(1)
  })

  it('renews the token when it ends, and leaves the session that it was for', async () => {
    desk.smtp.script.accessTokens = ['access-1']
    await desk.mail()
    await desk.deliver()
    desk.clock.at += 3_600_000
    desk.smtp.script.accessTokens = ['access-2']
    await desk.mail()
    await desk.deliver()
    expect(await statuses()).toEqual(['sent', 'sent'])
    expect(desk.smtp.logins).toEqual(['XOAUTH2 access-1', 'XOAUTH2 access-2'])
    expect(endpoint.requests.map(({ refresh_token }) => refresh_token)).toEqual(['refresh-1', 'rotated-1'])
  })

  it('tries one fresh token where the server does not take the one that it has', async () => {
    desk.smtp.script.accessTokens = ['access-2']
    await desk.mail()
    await desk.deliver()
    expect(await statuses()).toEqual(['sent'])
    expect(desk.smtp.taken).toHaveLength(1)
    expect(desk.smtp.logins).toEqual(['XOAUTH2 access-1', 'XOAUTH2 access-2'])
    expect(desk.reports).toEqual([])
  })

  it.each([
    ['a 334 and a 535', undefined],
    ['a 535 at once, as Microsoft does', '535 5.7.3 Authentication unsuccessful'],
  ])('pauses where even a fresh token gets %s, and goes on once it is taken', async (_, reply) => {
    desk.smtp.script.auth = reply
    for (let index = 0; index < 3; index += 1) await desk.mail()
    await desk.deliver()
    expect(await statuses()).toEqual(['waiting', 'waiting', 'waiting'])
    expect(desk.smtp.connections()).toBe(2)
    expect(desk.reports).toEqual([expect.stringMatching(/^paused main: AUTH XOAUTH2: 535/)])
    expect(await told()).not.toMatch(/access-|refresh-|rotated-/)
    desk.smtp.script.auth = undefined
    desk.smtp.script.accessTokens = ['access-2']
    await resumeTransport(desk.store, 'main', { resumed: async () => {} })
    desk.clock.at += 2 * minute
    await desk.deliver()
    expect(await statuses()).toEqual(['sent', 'sent', 'sent'])
    expect(desk.smtp.taken).toHaveLength(3)
  })

  it('pauses without asking the server where the endpoint refuses the refresh token, and probes by itself', async () => {
    endpoint.answer({ status: 400, body: { error: 'invalid_grant', error_description: 'refresh-1 was revoked' } })
    await desk.mail()
    await desk.mail()
    await desk.deliver()
    expect(await statuses()).toEqual(['waiting', 'waiting'])
    expect(desk.smtp.connections()).toBe(0)
    expect(desk.reports).toEqual(['paused main: OAUTH: invalid_grant [hidden] was revoked'])
    expect(await told()).not.toContain('refresh-1')
    endpoint.decide(provider.decide)
    desk.smtp.script.accessTokens = ['access-1']
    desk.clock.at += 2 * minute
    await desk.deliver()
    await desk.deliver()
    expect(await statuses()).toEqual(['sent', 'sent'])
    expect(desk.smtp.taken).toHaveLength(2)
    expect(desk.reports.slice(1)).toEqual(['resumed main'])
  })

  it('goes on with another refresh token after a restart', async () => {
    endpoint.decide(strictProvider('refresh-9').decide)
    await desk.mail()
    await desk.deliver()
    expect(desk.reports).toHaveLength(1)
    desk.smtp.script.accessTokens = ['access-1']
    const { oauth } = desk.transport
    if (!oauth) throw new Error('no oauth')
    const restarted = desk.another({
      transports: [{ ...desk.transport, oauth: { ...oauth, refreshToken: 'refresh-9' } }],
    })
    await restarted.drain()
    desk.clock.at += 2 * minute
    await restarted.drain()
    expect(await statuses()).toEqual(['sent'])
    expect(desk.smtp.taken).toHaveLength(1)
  })

  it('tries again where the endpoint is away, without pausing for one failure', async () => {
    endpoint.answer({ status: 503, body: 'busy' })
    const id = await desk.mail()
    await desk.deliver()
    expect(await statuses()).toEqual(['waiting'])
    expect(desk.reports).toEqual([])
    expect(await desk.attempts(id)).toMatchObject([
      { result: 'deferred', command: 'OAUTH', response: expect.stringContaining('HTTP 503') },
    ])
    endpoint.decide(provider.decide)
    desk.smtp.script.accessTokens = ['access-1']
    desk.clock.at += 2 * minute
    await desk.deliver()
    expect(await statuses()).toEqual(['sent'])
    expect((await desk.row(id)).attempts).toBe(1)
  })

  it('tries by itself after an endpoint that was away for days', async () => {
    endpoint.answer({ status: 503, body: 'busy' })
    await desk.mail()
    for (let hour = 0; hour < 96; hour += 8) {
      await desk.deliver()
      desk.clock.at += 8 * 60 * minute
    }
    expect(desk.reports).toHaveLength(1)
    endpoint.decide(provider.decide)
    desk.smtp.script.accessTokens = ['access-1']
    await desk.deliver()
    expect(await statuses()).toEqual(['sent'])
  })
})

describe('a server that is hostile', () => {
  let server: Server
  let heard: string[]
  const sockets = new Set<Socket>()

  /** Greets, and answers each line as `reply` says; hangs up where it says null. */
  async function pretend(reply: (line: string) => string | null): Promise<void> {
    heard = []
    server = createServer((socket) => {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.write('220 mx.example ESMTP\r\n')
      socket.on('data', (data) => {
        for (const line of data.toString().split('\r\n').slice(0, -1)) {
          heard.push(line)
          const answer = line.startsWith('EHLO') ? '250-mx.example\r\n250 AUTH PLAIN XOAUTH2' : reply(line)
          if (answer === null) socket.end()
          else socket.write(`${answer}\r\n`)
        }
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    const outbox = desk.another({ transports: [{ ...desk.transport, port: address.port }] })
    await desk.mail()
    await outbox.drain()
  }

  afterEach(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })

  it('brings nothing of the login into the tables by repeating it', async () => {
    await pretend((line) => `535 5.7.8 you said ${line} and ${line.slice(0, 60)}`)
    expect(heard).toContain(`AUTH XOAUTH2 ${xoauth2Line(user, 'access-2')}`)
    const text = await told()
    expect(text).toContain('you said AUTH XOAUTH2 [hidden]')
    for (const token of ['access-1', 'access-2']) {
      expect(text).not.toContain(token)
      expect(text).not.toContain(xoauth2Line(user, token).slice(0, 24))
    }
  })

  it('nor by repeating it later', async () => {
    const line = xoauth2Line(user, 'access-1')
    await pretend((said) => (said.startsWith('AUTH') ? '235 welcome' : `550 ${line} access-1`))
    expect(await told()).toContain('MAIL FROM: 550 [hidden] [hidden]')
  })

  it.each([
    ['hangs up', null],
    ['cannot tell now', '454 4.7.0 Temporary authentication failure'],
  ])('is tried later with the same token where it %s', async (_, reply) => {
    await pretend((line) => (line.startsWith('AUTH') ? reply : '250 ok'))
    expect(heard.filter((line) => line.startsWith('AUTH'))).toHaveLength(1)
    expect(await statuses()).toEqual(['waiting'])
    expect(desk.reports).toEqual([])
    expect(endpoint.requests).toHaveLength(1)
  })

  it('is left where it asks for more and more', async () => {
    await pretend(() => '334 e30=')
    expect(heard.filter((line) => line === '')).toHaveLength(1)
    expect(await statuses()).toEqual(['waiting'])
  })
})
