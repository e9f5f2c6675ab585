import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { afterEach, expect, it, vi } from 'vitest'
import { readCertificate, type TlsPlace } from '../../../src/health/doctor/instruments/certificate.ts'

const fixture = (name: string) => readFile(new URL(`../../../fixtures/tls/${name}`, import.meta.url), 'utf8')
const ca = await fixture('ca.pem')
const key = await fixture('server.key')

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** Speaks `talk` in clear text first: answers to what the client says, the first of them a greeting. */
async function serve(cert: string, talk: readonly string[] = []): Promise<number> {
  const server = createServer((socket) => void converse(socket, cert, talk))
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

async function converse(socket: Socket, cert: string, talk: readonly string[]): Promise<void> {
  socket.on('error', () => {})
  for (const [index, answer] of talk.entries()) {
    if (index > 0) await once(socket, 'data')
    socket.write(answer)
  }
  if (talk.length > 0 && !talk.at(-1)?.match(/^(a OK|220 )/)) return
  new TLSSocket(socket, { isServer: true, cert, key }).on('error', () => {})
}

const place = (port: number, more: Partial<TlsPlace> = {}): TlsPlace => ({
  host: 'localhost',
  port,
  how: 'tls',
  ca,
  onlyCa: true,
  ...more,
})

it('believes a certificate of an authority that is named, under its name and its address', async () => {
  const port = await serve(await fixture('good.pem'))
  const found = await readCertificate(place(port))
  expect(found).toMatchObject({ problem: null, protocol: 'TLSv1.3', issuer: 'Guichet tests' })
  expect(new Date(found.validUntil).getUTCFullYear()).toBe(2120)
  expect(await readCertificate(place(port, { host: '127.0.0.1' }))).toMatchObject({ problem: null })
  expect(await readCertificate(place(port, { onlyCa: false }))).toMatchObject({ problem: null })
})

it('says why it does not believe one', async () => {
  expect(await readCertificate(place(await serve(await fixture('expired.pem'))))).toMatchObject({
    problem: expect.stringMatching(/expired/i),
  })
  const port = await serve(await fixture('good.pem'))
  expect((await readCertificate(place(port, { ca: null }))).problem).toMatch(/verify|issuer|signed/i)
})

it.each<[TlsPlace['how'], string[]]>([
  ['imap-starttls', ['* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n', 'a OK begin\r\n']],
  ['smtp-starttls', ['220-hello\r\n220 mx ESMTP\r\n', '250-mx\r\n250-SIZE 100\r\n250 STARTTLS\r\n', '220 go\r\n']],
])('asks for TLS in the way of %s', async (how, talk) => {
  const port = await serve(await fixture('good.pem'), talk)
  expect(await readCertificate(place(port, { how }))).toMatchObject({ problem: null })
})

it.each<[TlsPlace['how'], string[], RegExp]>([
  ['imap-starttls', ['* OK ready\r\n', 'a BAD unknown\r\n'], /STARTTLS is not offered: a BAD unknown/],
  ['smtp-starttls', ['220 mx\r\n', '250 mx\r\n', '502 no\r\n'], /STARTTLS is not offered: 502 no/],
  ['smtp-starttls', ['554 go away\r\n'], /STARTTLS is not offered: 554 go away/],
])('says that %s is not to be had', async (how, talk, detail) => {
  const port = await serve(await fixture('good.pem'), talk)
  await expect(readCertificate(place(port, { how }))).rejects.toMatchObject({ detail: expect.stringMatching(detail) })
})

it('says that nobody listens', async () => {
  const port = await serve(await fixture('good.pem'))
  servers.pop()?.close()
  await expect(readCertificate(place(port))).rejects.toMatchObject({ code: 'tls-handshake' })
})

it('leaves a server that says something for ever', async () => {
  const port = await serve(await fixture('good.pem'), ['* OK hello\r\n'])
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const reading = readCertificate(place(port, { how: 'imap-starttls' }))
    const failed = expect(reading).rejects.toMatchObject({ detail: 'the server does not answer in time' })
    await vi.advanceTimersByTimeAsync(11_000)
    await failed
  } finally {
    vi.useRealTimers()
  }
})
