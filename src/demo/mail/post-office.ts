import { SMTPServer, type SMTPServerDataStream, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server'
import { describeError } from '../../errors.ts'
import { type Person, password } from '../cast.ts'
import type { Signer } from '../dkim.ts'
import { type DemoMailbox, readStoredMail } from './mailbox.ts'

export interface Account extends Person {
  mailbox: DemoMailbox
}

export interface PostOffice {
  port: number
  close(): Promise<void>
}

interface Office {
  /** The domain of the desk: only its own accounts have mailboxes here. */
  domain: string
  accounts: readonly Account[]
  signer: Signer
}

const largestMail = 30 * 1024 * 1024

/**
 * Delivers between the mailboxes of the demo, as a mail server of the house would: who logs in may send to anybody, in their own name
 * only, and is signed for; anybody else may bring mail for the house, unsigned and unproved.
 */
export async function openPostOffice(office: Office): Promise<PostOffice> {
  const server = new SMTPServer({ ...fixedOptions, ...handlers(office) })
  // A connection's own trouble (reset, silence) is that client's.
  server.on('error', () => {})
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.server.once('error', reject)
  server.listen(0, '127.0.0.1', resolve)
  await promise
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('the SMTP server has no port')
  return { port: address.port, close: () => new Promise((closed) => server.close(() => closed())) }
}

const fixedOptions = {
  name: 'demo',
  banner: 'Guichet demo',
  logger: false,
  disableReverseLookup: true,
  authOptional: true,
  allowInsecureAuth: true,
  authMethods: ['PLAIN', 'LOGIN'],
  disabledCommands: ['STARTTLS'],
  size: largestMail,
  closeTimeout: 500,
} satisfies SMTPServerOptions

function handlers(office: Office): SMTPServerOptions {
  return {
    onAuth: ({ username, password: given }, _session, done) => {
      const account = office.accounts.find(({ user, address }) => user === username || address === username)
      if (account && given === password) done(null, { user: account.address })
      else done(refusal(535, 'The user or the password is wrong'))
    },
    onRcptTo: ({ address }, session, done) => done(refuseRecipient(office, address, session)),
    onData: (stream, session, done) => {
      const posted = post(office, stream, session)
      posted.then(
        () => done(null, 'The mail is delivered'),
        (error: unknown) => done(error instanceof Error ? error : refusal(451, describeError(error))),
      )
    },
  }
}

function refuseRecipient(office: Office, address: string, session: SMTPServerSession): Error | null {
  if (!accountOf(office, address)) return refusal(550, '5.1.1 There is no such mailbox in this demo')
  const isHere = domainOf(address) === office.domain
  return isHere || userOf(session) !== null ? null : refusal(550, '5.7.1 Log in to send to other places')
}

async function post(office: Office, stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
  const raw = Buffer.concat(await Array.fromAsync<Buffer>(stream))
  if (stream.sizeExceeded) throw refusal(552, 'The mail is too large')
  const user = userOf(session)
  if (user !== null) await refuseOtherName(raw, user)
  const signed = user === null ? raw : await office.signer.sign(raw, domainOf(user))
  for (const { address } of session.envelope.rcptTo)
    accountOf(office, address)?.mailbox.deliver(Buffer.concat([traceFields(address, session), signed]))
}

/** What is signed for a domain has to come from whoever owns the address. */
async function refuseOtherName(raw: Buffer, user: string): Promise<void> {
  const { fromAll, fromFields } = await readStoredMail(raw)
  if (fromFields !== 1 || fromAll.length !== 1 || fromAll[0]?.address.toLowerCase() !== user)
    throw refusal(553, `5.7.1 ${user} may not send in the name of another address`)
}

function traceFields(recipient: string, { envelope, clientHostname, id }: SMTPServerSession): Buffer {
  const sender = envelope.mailFrom === false ? '' : envelope.mailFrom.address
  const received = `from ${clientHostname} by demo (Guichet) with ESMTP id ${id}; ${new Date().toUTCString().replace('GMT', '+0000')}`
  return Buffer.from(`Return-Path: <${sender}>\r\nDelivered-To: ${recipient}\r\nReceived: ${received}\r\n`)
}

/** `support+detail@…` is delivered to `support@…`. */
function accountOf({ accounts }: Office, address: string): Account | undefined {
  const plain = address.toLowerCase().replace(/\+[^@]*@/, '@')
  return accounts.find((account) => account.address === plain)
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase()

const userOf = ({ user }: SMTPServerSession): string | null => (typeof user === 'string' ? user : null)

function refusal(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode })
}
