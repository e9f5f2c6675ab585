import { Readable } from 'node:stream'
import { createTransport } from 'nodemailer'
import type { Gateway } from './gateway-process.ts'

interface Sent {
  raw: Buffer
  from: string
}

export interface LmtpSender {
  /** Resolves when the mail was answered; gives the moment at which its last byte was handed to the connection. */
  send(mail: Sent): Promise<number>
  close(): void
}

/** So many connections to a gateway, which stay open. */
export function lmtpSender({ lmtpPort }: Pick<Gateway, 'lmtpPort'>, connections: number): LmtpSender {
  const lmtp = createTransport({
    host: '127.0.0.1',
    port: lmtpPort,
    lmtp: true,
    secure: false,
    ignoreTLS: true,
    pool: true,
    maxConnections: connections,
    maxMessages: Number.POSITIVE_INFINITY,
  })
  return {
    async send({ raw, from }) {
      let endedAt = Number.NaN
      const stream = Readable.from([raw]).once('end', () => {
        endedAt = Date.now()
      })
      const { rejectedErrors } = await lmtp.sendMail({ envelope: { from, to: 'support@school.example' }, raw: stream })
      if (rejectedErrors?.[0]) throw rejectedErrors[0]
      return endedAt
    },
    close: () => lmtp.close(),
  }
}

/** Hands mails to LMTP over so many connections, each mail as soon as the one before it was answered. */
export async function send(
  gateway: Pick<Gateway, 'lmtpPort'>,
  mails: readonly Sent[],
  connections: number,
): Promise<void> {
  const sender = lmtpSender(gateway, connections)
  try {
    await Promise.all(mails.map((mail) => sender.send(mail)))
  } finally {
    sender.close()
  }
}
