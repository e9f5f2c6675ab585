import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { ConnectionError } from 'fastify'
import { securityHeaders } from './security-headers.ts'
import { bilingualPage } from './views/message-page.ts'

/** How long what is still on its way is read: dropped with it, a system takes back the answer too. Milliseconds. */
const readOnFor = 1_000

/** Answers what is no request that Node could read, so that there is no route and no language: an empty one, or a browser with very many cookies. */
export function answerBroken({ code }: ConnectionError, socket: Socket): void {
  if (code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  socket.end(asHttp(statusOf(code)))
  socket.resume()
  setTimeout(() => socket.destroy(), readOnFor).unref()
}

function statusOf(code: string): number {
  if (code === 'HPE_HEADER_OVERFLOW') return 431
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
}

function asHttp(status: number): string {
  const page = bilingualPage('unclear')
  const headers = {
    ...securityHeaders,
    'content-type': 'text/html; charset=utf-8',
    'content-length': Buffer.byteLength(page),
    connection: 'close',
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', page].join('\r\n')
}
