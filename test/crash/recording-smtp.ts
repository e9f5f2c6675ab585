import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { SMTPServer } from 'smtp-server'

/** One mail that was handed to SMTP, whole, up to its final dot. */
export interface Handover {
  messageId: string
  to: string
  /** SHA-256 of its bytes. */
  hash: string
  /** Where an answer to it goes. */
  replyTo: string
  subject: string
  /** Which place of the service handed it over. */
  slot: number
  /** When the final dot had come, and when it was answered. Milliseconds. */
  dotAt: number
  answeredAt: number
}

export interface RecordingSmtp {
  port: number
  stop(): Promise<void>
}

/** Takes every mail and writes down when it had come and when it was answered; in between lies a moment in which one may die. */
export async function recordSmtp(slot: number, handovers: Handover[]): Promise<RecordingSmtp> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 100,
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('error', () => {})
      stream.on('end', async () => {
        const handover = describe(Buffer.concat(chunks), session.envelope.rcptTo[0]?.address ?? '', slot)
        handovers.push(handover)
        await pause(5)
        handover.answeredAt = Date.now()
        done()
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { port: address.port, stop: () => new Promise((resolve) => server.close(() => resolve())) }
}

function describe(raw: Buffer, to: string, slot: number): Handover {
  const head =
    raw
      .toString('latin1')
      .split('\r\n\r\n', 1)[0]
      ?.replaceAll(/\r\n[ \t]+/g, ' ') ?? ''
  const field = (name: string) => new RegExp(`^${name}: *(.*)$`, 'im').exec(head)?.[1] ?? ''
  const addressIn = (text: string) => /<([^<>]*)>/.exec(text)?.[1] ?? text
  const dotAt = Date.now()
  return {
    messageId: field('Message-ID'),
    to,
    hash: createHash('sha256').update(raw).digest('hex'),
    replyTo: addressIn(field('Reply-To') || field('From')),
    subject: field('Subject'),
    slot,
    dotAt,
    answeredAt: dotAt,
  }
}
