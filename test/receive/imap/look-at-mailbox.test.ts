import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { expect, it, vi } from 'vitest'
import { systemClock } from '../../../src/clock.ts'
import { createTokens } from '../../../src/oauth/tokens.ts'
import { lookAtMailbox } from '../../../src/receive/imap/look-at-mailbox.ts'
import { portOf } from '../../outbox/smtp-double.ts'
import { imapSetup } from '../../support/imap-watch.ts'

it.each(['before its greeting', 'after its greeting'])(
  'leaves a server that says something for ever %s',
  async (when) => {
    const sockets = new Set<Socket>()
    const server = createServer((socket) => {
      sockets.add(socket)
      socket.on('error', () => {}).on('close', () => sockets.delete(socket))
      if (when.startsWith('after')) socket.write('* OK here I am\r\n')
      const timer = setInterval(
        () => socket.write('* OK still here\r\n'.slice(0, when.startsWith('after') ? 99 : 1)),
        20,
      )
      socket.on('close', () => clearInterval(timer))
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const setup = imapSetup(portOf(server.address()))
    await expect(lookAtMailbox(setup, createTokens('/nowhere', systemClock), 300)).rejects.toMatchObject({
      code: 'imap-too-slow',
    })
    await vi.waitFor(() => expect(sockets.size).toBe(0))
    server.close()
  },
)
