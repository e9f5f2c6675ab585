import type { Readable } from 'node:stream'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { keptReason } from '../../i18n/kept-reasons.ts'
import { asciiDomain } from '../../mail/ascii-domain.ts'
import { hideSecrets } from '../../oauth/hide-secrets.ts'
import type { OauthSetup } from '../../oauth/settings.ts'
import type { Tokens } from '../../oauth/tokens.ts'
import type { SmtpSettings } from '../settings.ts'
import type { Attempt } from './attempt.ts'
import { judgeError, type SmtpError } from './judge-error.ts'
import { authOf, type Credentials, isCurrent, isRefusal, login, spokenSecrets, withoutSecrets } from './login.ts'
import { within } from './within.ts'

export interface Envelope {
  from: string
  to: string
  /** Octets, where they are known, for SIZE (RFC 1870). */
  size?: number
}

/** One connection to an SMTP server, logged in. */
export interface Session {
  /** False once the connection is of no more use. */
  readonly usable: boolean
  /** Whether a mail went over it before: then a lost connection may only mean that the server had grown tired of waiting. */
  readonly reused: boolean
  /** Resolves when the connection is gone, whoever ended it. */
  readonly ended: Promise<void>
  /** Never throws. `body` is read only after the server asked for it. */
  send(envelope: Envelope, body: Readable): Promise<{ attempt: Attempt; bodyBegun: boolean }>
  close(): void
}

/** nodemailer's own; `socketTimeout` ends a silence, and not a server that says one octet after the other. */
const timeouts = { connectionTimeout: 30_000, greetingTimeout: 30_000, socketTimeout: 120_000, dnsTimeout: 15_000 }

/** To connect and to log in. */
const openTimeout = 2 * 60_000

/** From MAIL FROM to the end of the mail: RFC 5321 section 4.5.3.2 would let the steps of a slow server take longer. */
const sendTimeout = 15 * 60_000

/** For the answer to the final dot (RFC 5321 section 4.5.3.2.6): a relay that scans takes its time, and has the mail twice where we do not wait for it. */
const answerTimeout = 10 * 60_000

/** For an answer on which no mail depends. */
const resetTimeout = 10_000

/** Connects and logs in; throws an SmtpError, TokenRefused or TransientError. `name` is said in EHLO. `listen` is told each answer of the server; `signal` ends the attempt. */
export async function openSession(
  settings: SmtpSettings,
  tokens: Tokens,
  name: string,
  more: { listen?: (answer: string) => void; signal?: AbortSignal } = {},
): Promise<Session> {
  const open = (credentials: Credentials | null) => openAs(credentials, settings, name, more)
  const { user, password, oauth } = settings
  if (user === undefined) return await open(null)
  if (oauth === undefined) return await open({ user, password })
  const credentials = await byToken(user, oauth, tokens)
  try {
    return await open(credentials)
  } catch (error) {
    if (!isRefusal(error)) throw error
    // An access token may have been withdrawn before its time: one fresh one is tried, over another connection, since servers hang up on who was refused.
    tokens.discard(oauth, credentials.accessToken)
    return await open(await byToken(user, oauth, tokens))
  }
}

async function byToken(user: string, oauth: OauthSetup, tokens: Tokens) {
  const accessToken = await tokens.accessToken(oauth)
  return { user, accessToken, isCurrent: () => tokens.isCurrent(oauth, accessToken) }
}

async function openAs(
  credentials: Credentials | null,
  settings: SmtpSettings,
  name: string,
  { listen, signal }: { listen?: (answer: string) => void; signal?: AbortSignal },
): Promise<Session> {
  const connection = new SMTPConnection({
    ...timeouts,
    ...settings.timeouts,
    ...addressOf(settings),
    ...authOf(credentials),
    ...(listen ? { transactionLog: true, logger: answersOnly(listen) } : {}),
    name,
  })
  const state = { usable: true, sent: 0 }
  const ended = new Promise<void>((resolve) => {
    connection.once('end', () => {
      state.usable = false
      resolve()
    })
  })
  const secrets = spokenSecrets(credentials)
  const opened = connect(connection).then(() => (credentials === null ? undefined : login(connection, credentials)))
  await within(connection, settings.timeouts?.openTimeout ?? openTimeout, opened, signal).catch((error: unknown) => {
    throw withoutSecrets(error, secrets)
  })
  return {
    get usable() {
      return state.usable && isCurrent(credentials)
    },
    get reused() {
      return state.sent > 0
    },
    ended,
    send: async (envelope, body) => {
      const waits = { ...timeouts, sendTimeout, answerTimeout, ...settings.timeouts }
      const { attempt, bodyBegun, brokenOff } = await sendOver(connection, envelope, body, waits)
      state.sent += 1
      if (brokenOff || !(await readyAgain(connection, attempt, Math.min(waits.sendTimeout, resetTimeout))))
        state.usable = false
      return { attempt: { ...attempt, response: hideSecrets(attempt.response, secrets) }, bodyBegun }
    },
    close: () => connection.close(),
  }
}

function addressOf(settings: SmtpSettings) {
  return {
    host: settings.host,
    port: settings.port,
    secure: settings.tls === 'implicit',
    requireTLS: settings.tls === 'starttls',
    ignoreTLS: settings.tls === 'none',
    ...(settings.ca === undefined ? {} : { tls: { ca: settings.ca } }),
  }
}

/** Of nodemailer's log only what the server said: what we say may hold a password. */
function answersOnly(listen: (answer: string) => void) {
  const ignore = () => {}
  const debug = (about: unknown, text: unknown) => {
    const isAnswer = typeof about === 'object' && about !== null && 'tnx' in about && about.tnx === 'server'
    if (isAnswer && typeof text === 'string') listen(text)
  }
  return { trace: ignore, debug, info: ignore, warn: ignore, error: ignore, fatal: ignore }
}

/** Errors after the connection stands reach us through `send`; without a listener they would end the process. */
function connect(connection: SMTPConnection): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.on('error', reject)
    connection.connect((error) => (error ? reject(error) : resolve()))
  })
}

interface Waits {
  socketTimeout: number
  sendTimeout: number
  answerTimeout: number
}

/** `brokenOff`: the server answered before it had the whole mail. The connection, on which it may still wait for the rest, is closed then. */
async function sendOver(connection: SMTPConnection, given: Envelope, body: Readable, waits: Waits) {
  const envelope = { ...given, to: asciiDomain(given.to) }
  if (!isAscii(envelope.to) && !offers(connection, 'SMTPUTF8')) {
    body.destroy()
    return { attempt: notOffered, bodyBegun: false, brokenOff: false }
  }
  const seen = { begun: false, ended: false }
  const ended = Promise.withResolvers<void>()
  body.once('resume', () => {
    seen.begun = true
  })
  body.once('end', () => {
    seen.ended = true
    ended.resolve()
  })
  const sent = handOver(connection, envelope, body)
  const attempt = await within(connection, waits.sendTimeout, Promise.race([sent, ended.promise]))
    .then(() => hearAnswer(connection, sent, waits))
    .catch((error: SmtpError) => judgeError(error, seen.ended))
  body.destroy()
  const brokenOff = seen.begun && !seen.ended
  if (brokenOff) connection.close()
  return {
    attempt: brokenOff ? judgeBrokenOff(attempt) : attempt,
    bodyBegun: seen.begun,
    brokenOff,
  }
}

/** RFC 6531 section 3.1: such an address is not given to a server that does not know what to do with it; nodemailer would. */
const notOffered: Attempt = { result: 'refused', code: null, command: null, response: keptReason('no-smtputf8') }

const isAscii = (text: string): boolean => /^[\x20-\x7e]*$/.test(text)

/** Of the last EHLO; nodemailer keeps it for itself. */
function offers(connection: SMTPConnection, extension: string): boolean {
  const offered: unknown = Reflect.get(connection, '_supportedExtensions')
  return Array.isArray(offered) && offered.includes(extension)
}

/** Only here may a server be silent for so long. */
async function hearAnswer(connection: SMTPConnection, sent: Promise<Attempt>, waits: Waits): Promise<Attempt> {
  allowSilence(connection, waits.answerTimeout)
  try {
    return await within(connection, waits.answerTimeout, sent)
  } finally {
    allowSilence(connection, waits.socketTimeout)
  }
}

function allowSilence({ _socket, destroyed }: SMTPConnection, ms: number): void {
  if (_socket && !destroyed) _socket.setTimeout(ms)
}

/** Rejects with an SmtpError. */
function handOver(connection: SMTPConnection, envelope: Envelope, body: Readable): Promise<Attempt> {
  return new Promise((resolve, reject) => {
    connection.send({ ...envelope, to: [envelope.to], use8BitMime: true }, body, (error, info) => {
      const refused = error ?? info?.rejectedErrors?.[0]
      if (refused) return reject(refused)
      resolve({
        result: 'sent',
        code: 250,
        command: 'DATA',
        response: info?.response.slice(0, 500) ?? '',
        assignedMessageId: info?.serverMessageId ?? null,
      })
    })
  })
}

/** A mail at whose words a server hangs up each time must not be tried for ever, as one is whose transport is away. */
function judgeBrokenOff(attempt: Attempt): Attempt {
  if (attempt.result === 'sent') return tooEarly(attempt)
  const isLost = attempt.result === 'deferred' && attempt.scope === 'transport' && attempt.code === null
  return isLost ? { ...attempt, scope: 'mail-or-transport' } : attempt
}

/** Whatever it answered, it was no answer to our mail. */
const tooEarly = ({ code, command, response }: Attempt): Attempt => ({
  code,
  command,
  response: `answered before the mail was sent: ${response}`.slice(0, 500),
  result: 'deferred',
  scope: 'transport',
})

/** A refused mail leaves the connection good once it is reset; all other trouble has closed it, or is a reason to. */
async function readyAgain(connection: SMTPConnection, attempt: Attempt, ms: number): Promise<boolean> {
  if (attempt.result === 'sent') return true
  const answeredTheMail = attempt.result === 'refused' || (attempt.result === 'deferred' && attempt.scope === 'mail')
  const isReset = answeredTheMail && (await within(connection, ms, reset(connection)).catch(() => false))
  if (!isReset) connection.close()
  return isReset
}

function reset(connection: SMTPConnection): Promise<boolean> {
  return new Promise((resolve) => connection.reset((error) => resolve(!error)))
}
