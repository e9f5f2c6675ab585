import { connect, type NetConnectOpts, type Socket } from 'node:net'

/** Speaks LMTP line by line, so that tests can do what no polite client does. */
export interface LmtpClient {
  socket: Socket
  greeting: string
  /** The (last line of the) next answer, or `closed`. */
  next(): Promise<string>
  /** Sends one command and gives the (last line of the) answer. */
  say(command: string): Promise<string>
  /** Sends the mail after DATA, with its final dot, and gives one answer a recipient. */
  data(raw: string, recipients: number): Promise<string[]>
  /** MAIL and RCPT; gives the answers to RCPT. */
  envelope(from: string, recipients: string[]): Promise<string[]>
  close(): Promise<void>
}

export async function lmtpClient(where: NetConnectOpts): Promise<LmtpClient> {
  const socket = connect(where)
  socket.setEncoding('latin1')
  socket.on('error', () => {})
  const answers = readAnswers(socket)
  const next = async () => (await answers.next()).value ?? 'closed'
  const say = async (command: string) => {
    socket.write(`${command}\r\n`)
    return await next()
  }
  const greeting = await next()
  await say('LHLO client.example')
  return {
    socket,
    greeting,
    next,
    say,
    async data(raw, recipients) {
      await say('DATA')
      socket.write(`${raw.replaceAll(/^\./gm, '..')}\r\n.\r\n`)
      const replies: string[] = []
      for (let count = 0; count < recipients; count++) replies.push(await next())
      return replies
    },
    async envelope(from, recipients) {
      await say(`MAIL FROM:<${from}>`)
      const replies: string[] = []
      for (const recipient of recipients) replies.push(await say(`RCPT TO:<${recipient}>`))
      return replies
    },
    async close() {
      await say('QUIT')
      socket.destroy()
    },
  }
}

/** The last line of each answer (RFC 5321 section 4.2.1). */
async function* readAnswers(socket: Socket): AsyncGenerator<string, undefined> {
  let rest = ''
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    const lines = (rest + String(chunk)).split('\r\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (/^\d{3} /.test(line)) yield line
  }
  return undefined
}
