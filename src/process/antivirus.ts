import { connect, type Socket } from 'node:net'

/**
 * A client of clamd's INSTREAM command (clamd(8)). Our own, since none of the packages will do: clamdjs reports an infected
 * file as an error where clamd answers before the last octet, and clamscan (2,400 lines, mostly to run local programs, to
 * which it falls back) has no limit on a whole scan. Neither has been touched for two years.
 */

export interface Clamd {
  /** Path of a Unix socket; it counts before host and port. */
  socket?: string | undefined
  host: string
  port: number
}

export type ScanResult =
  | { verdict: 'clean' }
  /** `name` is what clamd calls it: printable, at most 200 characters. */
  | { verdict: 'infected'; name: string }
  /** Nobody knows: clamd is away, too slow, or its own limit was passed. Never to be taken for clean. */
  | { verdict: 'unavailable'; reason: string }

export interface ScanLimits {
  /** Without a sign of life from clamd, in milliseconds. */
  silence: number
  /** From the connection to the answer, in milliseconds. */
  whole: number
  /** What is sent at most; clamd's own StreamMaxLength is 100 MB by default. */
  octets: number
}

const usual: ScanLimits = { silence: 30_000, whole: 120_000, octets: 100_000_000 }
const longestAnswer = 4096

/** Has clamd look at a file’s octets. Rejects only where `content` does. Stops reading it once clamd has answered. */
export async function scanContent(
  content: AsyncIterable<Uint8Array>,
  clamd: Clamd,
  limits: ScanLimits = usual,
): Promise<ScanResult> {
  const talk = open(clamd, limits)
  try {
    talk.socket.write('zINSTREAM\0')
    let sent = 0
    for await (const chunk of content) {
      sent += chunk.length
      if (sent > limits.octets) return unavailable(`more than ${limits.octets} octets`)
      if (chunk.length > 0) await send(talk, chunk)
      // clamd may answer early: a limit of its own was passed, or it has found enough.
      if (talk.isOver) return interpret(await talk.answer, false)
    }
    await send(talk, new Uint8Array(0))
    return interpret(await talk.answer, true)
  } finally {
    talk.socket.destroy()
  }
}

interface Answer {
  text: string
  trouble: string
}

interface Talk {
  socket: Socket
  /** Never rejects. */
  answer: Promise<Answer>
  isOver: boolean
}

function open(clamd: Clamd, limits: ScanLimits): Talk {
  const socket = connect(clamd.socket === undefined ? { host: clamd.host, port: clamd.port } : { path: clamd.socket })
  const { promise, resolve } = Promise.withResolvers<Answer>()
  const talk: Talk = { socket, answer: promise, isOver: false }
  let text = ''
  const end = (trouble: string): void => {
    talk.isOver = true
    clearTimeout(timer)
    resolve({ text: text.split('\0', 1)[0]?.trim() ?? '', trouble })
    socket.destroy()
  }
  const timer = setTimeout(() => end(`no answer within ${limits.whole} ms`), limits.whole)
  socket.setTimeout(limits.silence, () => end(`silent for ${limits.silence} ms`))
  socket.setEncoding('latin1')
  socket.on('data', (part: string) => {
    text += part
    if (text.includes('\0') || text.length > longestAnswer) end('')
  })
  socket.on('error', (error) => end(error.message))
  socket.on('close', () => end('the connection was closed'))
  return talk
}

/** One chunk: its length in four octets, then itself; a length of zero ends the stream. */
async function send({ socket, answer }: Talk, chunk: Uint8Array): Promise<void> {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(chunk.length)
  socket.cork()
  socket.write(length)
  const isFree = socket.write(chunk)
  socket.uncork()
  if (isFree) return
  const { promise, resolve } = Promise.withResolvers<void>()
  socket.once('drain', resolve)
  await Promise.race([promise, answer])
  socket.off('drain', resolve)
}

/** Only a whole file that clamd calls OK is clean. */
function interpret({ text, trouble }: Answer, isWhole: boolean): ScanResult {
  const found = /^stream: (.{1,300}) FOUND$/.exec(text)?.[1]
  if (found !== undefined) return { verdict: 'infected', name: found.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 200) }
  if (text === 'stream: OK' && isWhole) return { verdict: 'clean' }
  return unavailable(text.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 200) || trouble)
}

function unavailable(reason: string): ScanResult {
  return { verdict: 'unavailable', reason }
}
