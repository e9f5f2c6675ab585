import type { Socket } from 'node:net'
import hoodiecrow from 'hoodiecrow-imap'
import { password } from '../cast.ts'
import { type DemoMailbox, sentFolder } from './mailbox.ts'

export interface ImapMailbox extends DemoMailbox {
  port: number
  close(): Promise<void>
}

const plugins = [
  'AUTH-PLAIN',
  'SASL-IR',
  'ID',
  'IDLE',
  'MOVE',
  'UIDPLUS',
  'NAMESPACE',
  'UNSELECT',
  'ENABLE',
  'LITERALPLUS',
  'SPECIAL-USE',
]

const always = ['INBOX', sentFolder, 'Drafts', 'Trash']

/** An IMAP server on a free port of loopback. Its storage is one for all its users, so it holds one mailbox. */
export async function startImapMailbox(user: string): Promise<ImapMailbox> {
  const server = hoodiecrow({ plugins, storage: emptyStorage(), users: { [user]: { password } } })
  const sockets = new Set<Socket>()
  server.server.on('connection', (socket: Socket) => {
    // It answers in several writes, which Nagle's algorithm and a delayed acknowledgement hold up by 40 ms each.
    socket.setNoDelay(true)
    // A client that resets its connection is no trouble of ours.
    socket.on('error', () => {})
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  const port = await listen(server)
  const put = (folder: string, flags: string[], raw: Buffer) =>
    void server.appendMessage(folder, flags, new Date(), raw.toString('latin1'))
  return {
    port,
    folders: () => [...new Set([...always, ...Object.keys(server.folderCache)])],
    mails: (folder) =>
      (server.getMailbox(folder)?.messages ?? []).map(({ uid, raw }) => ({
        folder,
        uid,
        raw: Buffer.from(raw, 'latin1'),
      })),
    deliver: (raw) => put('INBOX', [], raw),
    keepSent: (raw) => put(sentFolder, ['\\Seen'], raw),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

function emptyStorage(): Record<string, object> {
  const folder = (use: string) => ({ 'special-use': `\\${use}` })
  const folders = { [sentFolder]: folder('Sent'), Drafts: folder('Drafts'), Trash: folder('Trash') }
  return { INBOX: {}, '': { folders } }
}

async function listen(server: hoodiecrow.ImapServer): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.server.once('error', reject)
  server.listen(0, '127.0.0.1', resolve)
  await promise
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('the IMAP server has no port')
  return address.port
}
