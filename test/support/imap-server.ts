import type { Socket } from 'node:net'
import hoodiecrow from 'hoodiecrow-imap'

export interface TestImapServer {
  port: number
  server: hoodiecrow.ImapServer
  /** Delivers a mail and tells those who IDLE; gives its UID. */
  append(raw: string, folder?: string, internalDate?: Date): number
  /** Delivers a mail to the inbox and tells nobody. */
  slip(raw: string): void
  uids(folder?: string): number[]
  messages(folder?: string): hoodiecrow.Message[]
  /** How many are connected now. */
  connections(): number
  /** Cuts every connection; the server goes on. */
  cut(): void
  /** Does something else in place of a command, or before it. */
  override(command: string, wrap: (original: hoodiecrow.Handler) => hoodiecrow.Handler): void
  /** Changes what a command answers: each answer becomes those that `change` gives. */
  changeAnswers(command: string, change: (response: object) => object[]): void
  close(): Promise<void>
}

const allPlugins = [
  'AUTH-PLAIN',
  'SASL-IR',
  'XOAUTH2',
  'ID',
  'IDLE',
  'MOVE',
  'UIDPLUS',
  'NAMESPACE',
  'UNSELECT',
  'ENABLE',
]

/** Folders stand beside the inbox, or below it as Courier and many hosts have it: `INBOX.Guichet.Accepted`. */
const namespaces = {
  beside: { '': { folders: {} } },
  below: { 'INBOX.': { type: 'personal', separator: '.', folders: {} }, '': { type: 'shared', separator: '.' } },
}

/** hoodiecrow in this process: user `support`, password `secret`, access token `token-1`. */
export async function startImapServer(
  options: { without?: string[]; uidValidity?: number; port?: number; folders?: keyof typeof namespaces } = {},
): Promise<TestImapServer> {
  const inbox: { messages: object[]; uidvalidity: number; uidnext: number } = {
    messages: [],
    uidvalidity: options.uidValidity ?? 100,
    uidnext: 1,
  }
  const server = hoodiecrow({
    plugins: allPlugins.filter((plugin) => !(options.without ?? []).includes(plugin)),
    storage: { INBOX: inbox, ...structuredClone(namespaces[options.folders ?? 'beside']) },
    users: { support: { password: 'secret', xoauth2: { accessToken: 'token-1', sessionTimeout: 3_600_000 } } },
  })
  const sockets = new Set<Socket>()
  server.server.on('connection', (socket: Socket) => {
    // It answers in several writes, which Nagle's algorithm and a delayed acknowledgement hold up by 40 ms each.
    socket.setNoDelay(true)
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const messages = (folder = 'INBOX') => server.getMailbox(folder)?.messages ?? []
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  const override: TestImapServer['override'] = (command, wrap) => {
    const original = server.getCommandHandler(command)
    if (!original) throw new Error(`hoodiecrow does not know ${command}`)
    server.setCommandHandler(command, wrap(original))
  }
  return {
    port: address.port,
    server,
    append: (raw, folder = 'INBOX', internalDate = new Date()) =>
      server.appendMessage(folder, [], internalDate, Buffer.from(raw).toString('binary')).message.uid,
    slip(raw) {
      const uid = inbox.uidnext++
      inbox.messages.push({ uid, flags: [], raw, internaldate: '24-Nov-2026 05:00:00 +0000' })
    },
    uids: (folder) => messages(folder).map((message) => message.uid),
    messages,
    connections: () => sockets.size,
    cut,
    override,
    changeAnswers: (command, change) =>
      override(command, (original) => (connection, parsed, data, callback) => {
        const send = connection.send.bind(connection)
        connection.send = (response, ...rest) => {
          for (const changed of change(response)) send(changed, ...rest)
        }
        original(connection, parsed, data, callback)
        connection.send = send
      }),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(resolve))
      cut()
      await closed
    },
  }
}
