import { once } from 'node:events'
import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { type ConnectionOptions, connect as connectTls, rootCertificates, type TLSSocket } from 'node:tls'
import { TransientError } from '../../../errors.ts'

/** Where a server shows a certificate, and how it is asked for it. */
export interface TlsPlace {
  host: string
  port: number
  /** tls: from the first byte. */
  how: 'tls' | 'imap-starttls' | 'smtp-starttls'
  /** PEM of an authority to trust; with `onlyCa`, instead of the usual ones. */
  ca: string | null
  onlyCa: boolean
}

export interface Certificate {
  /** Null where we would trust it; else why not (`CERT_HAS_EXPIRED`, `ERR_TLS_CERT_ALTNAME_INVALID`…). */
  problem: string | null
  /** ms. */
  validUntil: number
  issuer: string
  protocol: string
}

/** For all of it: a server that says an octet now and then is not silent. */
const patience = 10_000

/** Shakes hands as far as the certificate, and judges it as a client of ours would. Sends no login. */
export async function readCertificate(place: TlsPlace): Promise<Certificate> {
  const socket = connectTcp(place.port, place.host)
  const timer = setTimeout(() => socket.destroy(new Error('the server does not answer in time')), patience)
  try {
    await once(socket, 'connect')
    if (place.how !== 'tls') await askForTls(socket, place.how)
    const secure = connectTls({ socket, ...trust(place) })
    await once(secure, 'secureConnect')
    return describe(secure)
  } catch (error) {
    throw new TransientError('tls-handshake', `${place.host}:${place.port} does not speak TLS with us.`, {
      cause: error,
      detail: error instanceof Error ? error.message : String(error),
      french: `${place.host}:${place.port} ne parle pas TLS avec nous.`,
    })
  } finally {
    clearTimeout(timer)
    socket.destroy()
  }
}

function trust({ host, ca, onlyCa }: TlsPlace): ConnectionOptions {
  const authorities = ca === null ? {} : { ca: onlyCa ? [ca] : [...rootCertificates, ca] }
  const name = isIP(host) === 0 ? { servername: host } : { host }
  // The certificate is read whatever it is worth, and then judged; nothing is sent over the connection.
  return { ...authorities, ...name, minVersion: 'TLSv1.2', rejectUnauthorized: false }
}

function describe(socket: TLSSocket): Certificate {
  const { valid_to, issuer } = socket.getPeerCertificate()
  const problem: unknown = socket.authorizationError
  return {
    problem: socket.authorized ? null : problem instanceof Error ? problem.message : String(problem),
    validUntil: Date.parse(valid_to),
    issuer: [issuer?.O ?? issuer?.CN ?? ''].flat().join(', '),
    protocol: socket.getProtocol() ?? '',
  }
}

/** RFC 3501 section 6.2.1, RFC 3207. */
async function askForTls(socket: Socket, how: 'imap-starttls' | 'smtp-starttls'): Promise<void> {
  const answers = readLines(socket)
  if (how === 'imap-starttls') {
    await expect(answers, /^\* (OK|PREAUTH)/i)
    socket.write('a STARTTLS\r\n')
    return await expect(answers, /^a OK/i)
  }
  await expect(answers, /^220 /)
  socket.write('EHLO guichet-doctor\r\n')
  await expect(answers, /^250 /)
  socket.write('STARTTLS\r\n')
  await expect(answers, /^220 /)
}

/** Answers before the wanted one are passed over, but not for ever. */
const mostLines = 100

async function expect(lines: AsyncIterator<string>, wanted: RegExp): Promise<void> {
  let line = ''
  for (let read = 0; read < mostLines; read++) {
    const next = await lines.next()
    if (next.done) break
    line = next.value
    if (wanted.test(line)) return
    if (/^(a (NO|BAD)|[45]\d\d )/i.test(line)) break
  }
  throw new Error(`STARTTLS is not offered: ${line.slice(0, 200)}`)
}

async function* readLines(socket: Socket): AsyncGenerator<string> {
  let held = ''
  while (!socket.destroyed) {
    const [chunk]: unknown[] = await once(socket, 'data')
    held += String(chunk)
    const lines = held.split('\r\n')
    held = (lines.pop() ?? '').slice(0, 4096)
    yield* lines
  }
}
