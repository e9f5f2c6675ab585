import { SMTPServer, type SMTPServerAuthentication } from 'smtp-server'

export interface CaughtMail {
  from: string
  to: string[]
  raw: string
}

export interface SmtpCatcher {
  port: number
  mails: CaughtMail[]
  stop(): Promise<void>
}

/** An SMTP server in the process that takes everything and keeps it; where `knows` is given, from those that it knows. */
export async function catchSmtp(
  onMail: (mail: CaughtMail) => void = () => {},
  knows: ((login: SMTPServerAuthentication) => boolean) | null = null,
): Promise<SmtpCatcher> {
  const mails: CaughtMail[] = []
  const server = new SMTPServer({
    authOptional: knows === null,
    authMethods: ['PLAIN', 'LOGIN', 'XOAUTH2'],
    disabledCommands: knows === null ? ['STARTTLS', 'AUTH'] : ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: (login, _session, done) =>
      done(knows?.(login) ? null : new Error('who are you?'), { user: login.username }),
    disableReverseLookup: true,
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        const mail = {
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString('utf8'),
        }
        mails.push(mail)
        onMail(mail)
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { port: address.port, mails, stop: () => new Promise((resolve) => server.close(() => resolve())) }
}
