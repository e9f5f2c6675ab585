import { SMTPServer } from 'smtp-server'

export interface Catcher {
  port: number
  /** How many mails were taken. */
  count(): number
  /** Resolves at the final dot of the next mail, with the clock's time. */
  next(): Promise<number>
  stop(): Promise<void>
}

/** An SMTP server that takes everything and keeps nothing. */
export async function startCatcher(): Promise<Catcher> {
  let count = 0
  let waiting: ((at: number) => void)[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    logger: false,
    onData(stream, _session, done) {
      stream.resume()
      stream.on('end', () => {
        count += 1
        const at = Date.now()
        for (const tell of waiting) tell(at)
        waiting = []
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    count: () => count,
    next: () => new Promise((resolve) => waiting.push(resolve)),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
