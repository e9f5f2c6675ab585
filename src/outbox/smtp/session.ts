import type { Readable } from 'node:stream'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { hideSecrets } from '../../oauth/hide-secrets.ts'
import type { OauthSetup } from '../../oauth/settings.ts'
import type { Tokens } from '../../oauth/tokens.ts'
import type { SmtpSettings } from '../settings.ts'
import type { Attempt } from './attempt.ts'
import { authOf, type Credentials, isCurrent, isRefusal, login, spokenSecrets, withoutSecrets } from './login.ts'
import { type Envelope, sendOver } from './send-over.ts'
import { within } from './within.ts'

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
