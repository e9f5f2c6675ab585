import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { type Clamd, scanContent } from '../../src/process/antivirus.ts'

const limits = { silence: 5000, whole: 5000, octets: 1_000_000 }
const running: { server: Server; sockets: Set<Socket> }[] = []

afterEach(async () => {
  for (const { server, sockets } of running.splice(0)) {
    for (const socket of sockets) socket.destroy()
    await new Promise((done) => server.close(done))
  }
})

/** A clamd of the test’s own: it reads the protocol and answers as it is told, with what it has read of the file so far. */
async function clamd(
  answer: (file: Buffer, isWhole: boolean) => string | null | undefined,
  path?: string,
): Promise<Clamd> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    let seen = Buffer.alloc(0)
    socket.on('data', (part) => {
      seen = Buffer.concat([seen, typeof part === 'string' ? Buffer.from(part) : part])
      const { file, isWhole } = decode(seen)
      const told = seen.toString('latin1').startsWith('zPING\0') ? 'PONG' : answer(file, isWhole)
      if (told === null) socket.destroy()
      else if (told !== undefined) socket.end(`${told}\0`)
    })
  })
  running.push({ server, sockets })
  await new Promise<void>((done) =>
    path === undefined ? server.listen(0, '127.0.0.1', done) : server.listen(path, done),
  )
  const address = server.address()
  return { socket: path, host: '127.0.0.1', port: typeof address === 'object' && address ? address.port : 0 }
}

function decode(seen: Buffer): { file: Buffer; isWhole: boolean } {
  const parts: Buffer[] = []
  let at = 'zINSTREAM\0'.length
  while (at + 4 <= seen.length) {
    const length = seen.readUInt32BE(at)
    if (length === 0) return { file: Buffer.concat(parts), isWhole: true }
    parts.push(seen.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return { file: Buffer.concat(parts), isWhole: false }
}

async function* file(...chunks: (string | Buffer)[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield Buffer.from(chunk)
}

const honest = (content: Buffer, isWhole: boolean) =>
  isWhole ? (content.includes('EICAR') ? 'stream: Win.Test.EICAR_HDB-1 FOUND' : 'stream: OK') : undefined

describe('scanContent', () => {
  it('finds a file clean or infected, over TCP and a Unix socket', async () => {
    for (const path of [undefined, join(tmpdir(), `guichet-clamd-${process.pid}.sock`)]) {
      const server = await clamd(honest, path)
      expect(await scanContent(file('a ', '', 'harmless file'), server, limits)).toEqual({ verdict: 'clean' })
      expect(await scanContent(file(), server, limits)).toEqual({ verdict: 'clean' })
      expect(await scanContent(file('an EI', 'CAR file'), server, limits)).toEqual({
        verdict: 'infected',
        name: 'Win.Test.EICAR_HDB-1',
      })
    }
  })

  it('sends large files whole', async () => {
    let size = 0
    const server = await clamd((content, isWhole) => {
      size = content.length
      return isWhole ? 'stream: OK' : undefined
    })
    const chunks = Array.from({ length: 12 }, () => Buffer.alloc(65_536, 'x'))
    expect(await scanContent(file(...chunks), server, limits)).toEqual({ verdict: 'clean' })
    expect(size).toBe(12 * 65_536)
  })

  it('stops at an early answer: a find counts, an OK does not', async () => {
    async function* endless(): AsyncGenerator<Buffer> {
      for (;;) {
        yield Buffer.from('x')
        await new Promise(setImmediate)
      }
    }
    const finds = await clamd(() => 'stream: Early FOUND')
    expect(await scanContent(endless(), finds, limits)).toEqual({ verdict: 'infected', name: 'Early' })
    const lies = await clamd(() => 'stream: OK')
    expect(await scanContent(endless(), lies, limits)).toMatchObject({ verdict: 'unavailable' })
    const full = await clamd(() => 'INSTREAM size limit exceeded. ERROR')
    expect(await scanContent(endless(), full, limits)).toEqual({
      verdict: 'unavailable',
      reason: 'INSTREAM size limit exceeded. ERROR',
    })
  })

  it('is unavailable, never clean, for anything else', async () => {
    const gone = await clamd(honest)
    const [server] = running.splice(0)
    await new Promise((done) => server?.server.close(done))
    expect(await scanContent(file('x'), gone, limits)).toMatchObject({ verdict: 'unavailable' })
    for (const answer of [null, '', 'OK', 'stream: OK and more', 'UNKNOWN COMMAND', 'x'.repeat(100_000)]) {
      const odd = await clamd((_content, isWhole) => (isWhole ? answer : undefined))
      const result = await scanContent(file('x'), odd, limits)
      expect(result.verdict).toBe('unavailable')
      expect(JSON.stringify(result).length).toBeLessThan(300)
    }
  })

  it('gives up on a clamd that is silent or slow', async () => {
    const silent = await clamd(() => undefined)
    expect(await scanContent(file('x'), silent, { ...limits, silence: 30 })).toEqual({
      verdict: 'unavailable',
      reason: 'silent for 30 ms',
    })
    expect(await scanContent(file('x'), silent, { ...limits, whole: 30 })).toEqual({
      verdict: 'unavailable',
      reason: 'no answer within 30 ms',
    })
  })

  it('sends no more than it may, and passes on trouble with the file', async () => {
    const server = await clamd(honest)
    expect(await scanContent(file('12345', '67890'), server, { ...limits, octets: 9 })).toEqual({
      verdict: 'unavailable',
      reason: 'more than 9 octets',
    })
    async function* broken(): AsyncGenerator<Buffer> {
      yield Buffer.from('x')
      throw new Error('disk')
    }
    await expect(scanContent(broken(), server, limits)).rejects.toThrow('disk')
  })
})
