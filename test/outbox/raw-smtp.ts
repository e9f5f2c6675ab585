import { createServer, type Socket } from 'node:net'
import { portOf } from './smtp-double.ts'

export interface RawSmtp {
  port: number
  /** Lines of the client, those of mails included. */
  heard: string[]
  /** Connections that are open. */
  open(): number
  close(): Promise<void>
}

/** What a line is answered: octets as they are written, an act with the connection, or null to say nothing. */
export type Talk = (line: string, socket: Socket) => string | null | undefined

/** An SMTP server in this process that breaks the protocol as the test says. What `talk` does not answer (undefined) is accepted. */
export async function rawSmtp(talk: Talk, greeting = '220 mx.example ESMTP\r\n'): Promise<RawSmtp> {
  const heard: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    const mail = { inside: false, rest: '' }
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    socket.write(greeting)
    socket.on('data', (data) => {
      const lines = (mail.rest + data.toString('latin1')).split('\r\n')
      mail.rest = lines.pop() ?? ''
      for (const line of lines) {
        heard.push(line)
        if (mail.inside && line !== '.') continue
        const answer = talk(line, socket)
        mail.inside = line === 'DATA'
        if (answer !== null && socket.writable) socket.write(answer ?? politely(line))
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: portOf(server.address()),
    heard,
    open: () => sockets.size,
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function politely(line: string): string {
  if (line.startsWith('EHLO')) return '250 mx.example\r\n'
  return line === 'DATA' ? '354 go on\r\n' : '250 ok\r\n'
}
