import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { TransientError } from '../../src/errors.ts'
import { createDirectory } from '../../src/settings/directory.ts'
import { createMarks } from '../../src/signing/marks.ts'
import { webLimits } from '../../src/web/limits.ts'
import type { WebOptions } from '../../src/web/options.ts'
import { startWeb } from '../../src/web/start-web.ts'
import { portOf } from '../outbox/smtp-double.ts'
import { openTestDesk, type TestDesk } from '../support/desk.ts'
import { newestLink, openTestWeb, solveTicket, type TestWeb, trail } from '../support/web.ts'

let desk: TestDesk
let web: TestWeb
const closing: (() => Promise<void>)[] = []

async function open(change: Partial<WebOptions> = {}): Promise<TestWeb> {
  const opened = await openTestWeb(desk, change)
  closing.push(opened.close)
  return opened
}

beforeEach(async () => {
  desk = await openTestDesk()
  web = await open()
})
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
  await desk.remove()
})

const unknown = '/l/bkaaaaaaaaaaaaaaaaaa'

describe('every answer', () => {
  it.each(['/', unknown, '/healthz', '/readyz', '/metrics', '/%', '/l/'])(
    '%s is private, inert and framed nowhere',
    async (path) => {
      const { headers } = await web.get(path)
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-robots-tag': 'noindex, nofollow, noarchive',
      })
      const policy = String(headers['content-security-policy'])
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("form-action 'self'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).toMatch(/style-src 'sha256-[\w+/]+=*'/)
      expect(policy).not.toMatch(/unsafe|script-src|allow-scripts/)
    },
  )
})

describe('what is no request', () => {
  async function say(text: string): Promise<string> {
    await web.server.listen({ host: '127.0.0.1', port: 0 })
    const socket = connect(portOf(web.server.server.address()), '127.0.0.1').setEncoding('utf8')
    socket.write(text)
    return (await socket.toArray()).join('')
  }

  it.each([
    ['with a header of 100 KB', `GET / HTTP/1.1\r\nHost: x\r\nCookie: ${'c'.repeat(100_000)}\r\n\r\n`, 431],
    ['with an address of 100 KB', `GET /${'a'.repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431],
    ['in another protocol', '\x16\x03\x01 hello\r\n\r\n', 400],
    ['with two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n', 400],
  ])('%s is answered by a page in both languages, as private and inert as the others', async (_, text, status) => {
    const answer = await say(text)
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    for (const header of ['content-security-policy: default-src', 'cache-control: no-store', 'connection: close'])
      expect(answer).toContain(`\r\n${header}`)
    expect(answer).toContain('<h1>We did not understand that</h1>')
    expect(answer).toContain('<section lang="fr"><h2>')
    expect(answer).toMatch(/<\/html>\n$/)
  })
})

describe('a link that we do not know', () => {
  it.each([
    ['fr-CA,en;q=0.5', 'fr', 'Nous ne connaissons pas ce lien'],
    ['de, en;q=0.2, fr;q=0.9', 'fr', 'Nous ne connaissons pas ce lien'],
    ['en-GB', 'en', 'We do not know this link'],
    ['de', 'en', 'We do not know this link'],
    [',;q=,,fr;q=0', 'en', 'We do not know this link'],
  ])('is told kindly: %s', async (asked, language, title) => {
    const { statusCode, body } = await web.get(unknown, { 'accept-language': asked })
    expect(statusCode).toBe(404)
    expect(body).toContain(`<html lang="${language}">`)
    expect(body).toContain(title)
  })

  it('is one of another desk, of another kind, of a row that is gone, or cut', async () => {
    await solveTicket(desk)
    const path = await newestLink(desk, 'approve')
    const others = createMarks([{ id: 'k', secret: 'a secret of another desk' }]).sign('link', 1)
    const { marks } = desk.tools
    const paths = [`/l/${others}`, `/l/${marks.sign('reply', 1)}`, `/l/${marks.sign('link', 999)}`, path.slice(0, -1)]
    const before = await trail(desk)
    for (const wrong of [...paths, '/l/x', `/l/${'a'.repeat(190)}`, '/l/%00', '/l/..%2f..%2fetc']) {
      expect((await web.get(wrong)).statusCode, wrong).toBe(404)
      expect((await web.post(wrong, { act: 'approve' })).statusCode, wrong).toBe(404)
    }
    expect(await trail(desk)).toEqual(before)
  })

  it('is none that was signed with a key of before, as long as that key is kept', async () => {
    await solveTicket(desk)
    const path = await newestLink(desk, 'approve')
    const fresh = { id: 'n', secret: 'another secret of the tests' }
    const rotated = await open({ marks: createMarks([fresh, { id: 'k', secret: 'a secret of the tests only' }]) })
    expect((await rotated.get(path)).statusCode).toBe(200)
    const forgotten = await open({ marks: createMarks([fresh]) })
    expect((await forgotten.get(path)).statusCode).toBe(404)
  })

  it('is one of an entity that the settings no longer name', async () => {
    await solveTicket(desk)
    const path = await newestLink(desk, 'approve')
    const { settings } = desk.tools.directory
    const web = await open({ directory: createDirectory(settings, []) })
    expect((await web.get(path)).statusCode).toBe(404)
    expect((await web.post(path, { act: 'approve' })).statusCode).toBe(404)
  })

  it('may be guessed a few times only, by one network; other networks are not kept waiting', async () => {
    await solveTicket(desk)
    const path = await newestLink(desk, 'approve')
    const proxied = await open({ trustProxy: true })
    const from = (address: string) => ({ 'x-forwarded-for': `203.0.113.99, ${address}` })
    for (let guess = 0; guess < webLimits.guesses; guess++)
      expect((await proxied.get(unknown, from('2001:db8:1:2::1'))).statusCode).toBe(404)
    const { statusCode, headers, body } = await proxied.get(path, from('2001:db8:1:2:3::4'))
    expect(statusCode).toBe(429)
    expect(headers['retry-after']).toBe('600')
    expect(body).toContain('Please wait a moment')
    expect((await proxied.get(path, from('2001:db8:1:3::1'))).statusCode).toBe(200)
    desk.clock.at += webLimits.windowMs
    expect((await proxied.get(path, from('2001:db8:1:2::1'))).statusCode).toBe(200)
  })

  it('is counted by the address of the connection where no proxy is trusted', async () => {
    for (let guess = 0; guess < webLimits.guesses; guess++)
      await web.get(unknown, { 'x-forwarded-for': `198.51.100.${guess}` })
    expect((await web.get(unknown, { 'x-forwarded-for': '198.51.100.250' })).statusCode).toBe(429)
  })
})

describe('a form', () => {
  let path: string
  beforeEach(async () => {
    await solveTicket(desk)
    path = await newestLink(desk, 'approve')
  })

  it.each([
    ['nothing', {}],
    ['another act', { act: 'destroy' }],
  ])('that says %s is not understood', async (_, fields) => {
    const before = await trail(desk)
    const { statusCode, body } = await web.post(path, fields)
    expect(statusCode).toBe(400)
    expect(body).toContain('<html lang="fr">')
    expect(await trail(desk)).toEqual(before)
  })

  it('that says two things is not understood', async () => {
    const payload = 'act=approve&act=refuse'
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    expect((await web.server.inject({ method: 'POST', url: path, headers, payload })).statusCode).toBe(400)
  })

  it('of another type, or too long, is not read', async () => {
    const before = await trail(desk)
    const send = (contentType: string, payload: string) =>
      web.server.inject({ method: 'POST', url: path, headers: { 'content-type': contentType }, payload })
    expect((await send('application/json', '{"act":"approve"}')).statusCode).toBe(415)
    expect((await send('text/plain', 'act=approve')).statusCode).toBe(415)
    const long = await web.post(path, { act: 'refuse', reason: 'x'.repeat(4001) })
    expect(long.statusCode).toBe(413)
    expect(long.body).toContain('C’était trop long')
    expect((await web.post(path, { act: 'refuse', reason: 'x'.repeat(100_000) })).statusCode).toBe(413)
    expect(await trail(desk)).toEqual(before)
  })

  it('of the greatest length in the widest letters is taken', async () => {
    expect((await web.post(path, { act: 'refuse', reason: '語'.repeat(4000) })).statusCode).toBe(200)
  })

  it.each([
    { 'sec-fetch-site': 'cross-site' },
    { origin: 'https://evil.example' },
    { 'sec-purpose': 'prefetch;prerender' },
    { 'x-moz': 'prefetch' },
  ])('from another page, or sent ahead, does nothing: %o', async (headers) => {
    const before = await trail(desk)
    const { statusCode, body } = await web.post(path, { act: 'approve' }, headers)
    expect(statusCode).toBe(403)
    expect(body).toContain('Nothing was changed.')
    expect(await trail(desk)).toEqual(before)
  })

  it.each([
    { origin: 'null', 'sec-fetch-site': 'same-origin' },
    { origin: 'https://desk.school.example' },
    { origin: 'http://localhost:8025', host: 'localhost:8025' },
  ])('of our own page acts: %o', async (headers) => {
    expect((await web.post(path, { act: 'approve' }, headers)).body).toContain('Merci, c’est noté')
  })

  it('that meets trouble of ours is told so, without what it was, and can be sent again', async () => {
    const store: WebOptions['store'] = Object.create(desk.store)
    store.transaction = async () => {
      throw new TransientError('store-away', 'The database is away.', { detail: 'at 10.0.0.7' })
    }
    const broken = await open({ store })
    const { statusCode, body } = await broken.post(path, { act: 'approve' })
    expect(statusCode).toBe(503)
    expect(body).toContain('Something is wrong on our side')
    expect(body).not.toContain('10.0.0.7')
    expect((await web.post(path, { act: 'approve' })).statusCode).toBe(200)
  })

  it('whose database hangs is told so before its connection is cut, and acts once that goes on', async () => {
    const [asked, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const store: WebOptions['store'] = Object.create(desk.store)
    store.transaction = async (work) => {
      asked.resolve()
      await held.promise
      return desk.store.transaction(work)
    }
    const slow = await open({ store })
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const answer = slow.post(path, { act: 'approve' })
    await asked.promise
    expect(webLimits.workMs).toBeLessThan(webLimits.answerMs)
    vi.advanceTimersByTime(webLimits.workMs)
    vi.useRealTimers()
    const { statusCode, body } = await answer
    expect(statusCode).toBe(503)
    expect(body).toContain('Something is wrong on our side')
    held.resolve()
    await vi.waitFor(async () => expect(await desk.store.byId('tickets', 1)).toMatchObject({ status: 'closed' }))
    expect((await slow.post(path, { act: 'approve' })).body).toContain('Merci, c’est noté')
  })

  it('leaves no link in the log', async () => {
    await web.get(path)
    await web.post(path, { act: 'approve' })
    await web.get(`${path}x`)
    expect(web.logged.join('')).toContain('"route":"/l/:mark"')
    for (const line of web.logged) expect(line.toLowerCase()).not.toContain(path.slice(3, 20))
  })
})

describe('a server', () => {
  it('serves below the path of its address, whether a proxy takes that off or not', async () => {
    await solveTicket(desk)
    const path = await newestLink(desk, 'approve')
    const below = await open({ url: 'https://school.example/desk/' })
    expect((await below.get(`/desk${path}`)).statusCode).toBe(200)
    expect((await below.get(path)).statusCode).toBe(200)
    expect((await below.get(`/desks${path}`)).statusCode).toBe(404)
  })

  it('says where it listens, and which port is taken', async () => {
    const options = {
      ...desk.tools,
      clock: { now: () => desk.clock.at },
      log: { debug() {}, info() {}, warn() {}, error() {} },
    }
    const rest = {
      url: 'http://127.0.0.1',
      trustProxy: false,
      metricsToken: null,
      prefix: 'DESK',
      health: {
        ready: async () => ({ isReady: true, report: {} }),
        metrics: async () => ({ contentType: 'text/plain', text: '' }),
      },
      onConfirmed: () => {},
    }
    const first = await startWeb({ ...options, ...rest, listen: { host: '127.0.0.1', port: 0 } })
    closing.push(first.stop)
    expect(first.address.port).toBeGreaterThan(0)
    expect(await (await fetch(`http://127.0.0.1:${first.address.port}/healthz`)).json()).toEqual({ alive: true })
    await expect(startWeb({ ...options, ...rest, listen: first.address })).rejects.toMatchObject({
      code: 'web-cannot-listen',
    })
  })

  it('cuts off who does not come to an end', async () => {
    expect(web.server.server).toMatchObject({
      headersTimeout: 10_000,
      requestTimeout: 15_000,
      keepAliveTimeout: 5000,
      maxConnections: 500,
    })
    expect(web.server.initialConfig).toMatchObject({ connectionTimeout: 20_000, requestTimeout: 15_000 })
  })

  it('stops although a visitor holds a connection', async () => {
    await web.server.listen({ host: '127.0.0.1', port: 0 })
    const bound = web.server.server.address()
    if (bound === null || typeof bound === 'string') throw new Error('no port')
    const socket = connect(bound.port, '127.0.0.1')
    await new Promise((resolve) => socket.once('connect', resolve))
    await web.server.close()
    socket.destroy()
  })
})
