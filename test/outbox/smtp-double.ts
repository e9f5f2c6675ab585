import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerAuthentication, type SMTPServerAuthenticationResponse } from 'smtp-server'

export interface Taken {
  from: string
  to: string[]
  raw: string
}

/** What the server does at a step: a reply such as `550 5.1.1 no such user`, or an act. */
export type Step = string | 'hang' | 'cut'

/** Which step is answered how; the others are accepted. May be changed at any time. */
export interface Script {
  connect?: Step | undefined
  auth?: Step | undefined
  /** XOAUTH2 with any other is answered as Google does: 334, then 535. */
  accessTokens?: readonly string[] | undefined
  mail?: Step | undefined
  rcpt?: Step | undefined
  /** At the final dot. */
  data?: Step | undefined
}

export interface SmtpDouble {
  port: number
  taken: Taken[]
  script: Script
  /** How each login was tried: `PLAIN`, or `XOAUTH2 access-1`. */
  logins: string[]
  /** Connections that were made. */
  connections(): number
  /** Ends the connections that are open, as a server does that waited too long. */
  hangUp(): void
  close(): Promise<void>
}

/** An SMTP server in this process that answers as the test says. */
export async function smtpDouble(): Promise<SmtpDouble> {
  const taken: Taken[] = []
  const logins: string[] = []
  const script: Script = {}
  let connections = 0
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    authMethods: ['PLAIN', 'LOGIN', 'XOAUTH2'],
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 50,
    onConnect: (_session, done) => {
      connections += 1
      answer(script.connect, done)
    },
    onAuth: (auth, _session, done) => answer(script.auth, (error) => done(error, judge(auth))),
    onMailFrom: (_address, _session, done) => answer(script.mail, done),
    onRcptTo: (_address, _session, done) => answer(script.rcpt, done),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        if (script.data === undefined || script.data === 'cut') {
          const { mailFrom, rcptTo } = session.envelope
          const from = mailFrom ? mailFrom.address : ''
          taken.push({ from, to: rcptTo.map(({ address }) => address), raw: Buffer.concat(chunks).toString('utf8') })
        }
        answer(script.data, done)
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  function judge(auth: SMTPServerAuthentication): SMTPServerAuthenticationResponse {
    logins.push(auth.accessToken === undefined ? auth.method : `${auth.method} ${auth.accessToken}`)
    if (auth.accessToken === undefined || (script.accessTokens ?? []).includes(auth.accessToken))
      return { user: auth.username }
    return { data: { status: '401', schemes: 'bearer', scope: 'https://mail.google.com/' } }
  }

  function hangUp(): void {
    for (const connection of server.connections) connection._socket.destroy()
  }

  function answer(step: Step | undefined, done: (error?: Error | null) => void): void {
    if (step === undefined) done()
    else if (step === 'cut') hangUp()
    else if (step !== 'hang') done(Object.assign(new Error(step.slice(4)), { responseCode: Number(step.slice(0, 3)) }))
  }

  const address = server.server.address()
  return {
    port: portOf(address),
    taken,
    script,
    logins,
    connections: () => connections,
    hangUp,
    close: () => {
      hangUp()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** Where a server listens. */
export function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}
