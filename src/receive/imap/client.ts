import { rootCertificates } from 'node:tls'
import type { ImapFlow, ImapFlowOptions } from 'imapflow'
import { TransientError } from '../../errors.ts'
import type { Logger } from '../../log.ts'
import { hideSecrets } from '../../oauth/hide-secrets.ts'
import { xoauth2Line } from '../../oauth/xoauth2.ts'
import { guichetVersion } from '../../version.ts'
import { receiveLimits } from '../limits.ts'
import type { ImapSetup } from '../settings.ts'
import { listeningClient, refusalOf } from './refusals.ts'

/** The server said no to the login itself; anything else that goes wrong is a connection that failed. */
export class LoginRefused extends Error {
  /** The server's own words. */
  readonly answer: string

  constructor(answer: string, cause?: unknown) {
    super(`login refused: ${answer}`, { cause })
    this.name = 'LoginRefused'
    this.answer = answer
  }
}

export type LoginSecret = { password: string } | { accessToken: string }

/** A connection that is logged in, until `signal` ends it. An ImapFlow lives once: after trouble a new one is made. */
export async function connectImap(
  setup: ImapSetup,
  secret: LoginSecret,
  log: Logger,
  signal?: AbortSignal,
): Promise<ImapFlow> {
  signal?.throwIfAborted()
  const secrets = spokenSecrets(setup, secret)
  const client = listeningClient(clientOptions(setup, secret), secrets)
  // Without a listener a reset connection would be an uncaught exception. Whoever waits for an answer hears of it anyway.
  client.on('error', (error) => log.debug('imap-connection-error', { host: setup.host, error }))
  signal?.addEventListener('abort', () => client.close(), { once: true })
  try {
    await client.connect()
    return client
  } catch (error) {
    client.close()
    throw readFailure(error, secrets)
  }
}

/** Says goodbye, but does not wait long for an answer. */
export async function disconnectImap(client: ImapFlow): Promise<void> {
  const patience = setTimeout(() => client.close(), receiveLimits.imapLogout)
  await client.logout().catch(() => {})
  clearTimeout(patience)
  client.close()
}

function clientOptions(setup: ImapSetup, secret: LoginSecret): ImapFlowOptions {
  return {
    host: setup.host,
    port: setup.port,
    secure: setup.tls === 'implicit',
    // Left undefined, imapflow falls back to clear text where a server, or somebody on the way, offers no STARTTLS.
    ...(setup.tls === 'implicit' ? {} : { doSTARTTLS: setup.tls === 'starttls' }),
    tls: { minVersion: 'TLSv1.2', ...(setup.ca === null ? {} : { ca: [...rootCertificates, setup.ca] }) },
    auth: 'password' in secret ? { user: setup.user, pass: secret.password } : { user: setup.user, ...secret },
    // What is left out would be imapflow's own.
    clientInfo: { name: 'Guichet', version: guichetVersion(), vendor: 'Guichet', 'support-url': '' },
    disableAutoIdle: true,
    disableCompression: true,
    disableIMAP4rev2: true,
    connectionTimeout: receiveLimits.imapConnect,
    greetingTimeout: receiveLimits.imapGreeting,
    socketTimeout: receiveLimits.imapSilence,
    maxLineLength: receiveLimits.imapLine,
    // A server that ignores partial fetches hands out the whole mail at once.
    maxLiteralSize: setup.maxSize + receiveLimits.imapMargin,
    maxResponseSize: setup.maxSize + receiveLimits.imapMargin + receiveLimits.imapLine,
  }
}

/** What a server that repeats the login must not bring into our journal. */
function spokenSecrets({ user }: ImapSetup, secret: LoginSecret): string[] {
  return 'password' in secret ? [] : [secret.accessToken, xoauth2Line(user, secret.accessToken)]
}

function readFailure(error: unknown, secrets: readonly string[]): Error {
  const facts = readFacts(error, secrets)
  // RFC 5530: the login may be right, the server just cannot tell now.
  const unsure =
    facts.responseCode === 'UNAVAILABLE' || facts.responseCode === 'INUSE' || facts.responseCode === 'LIMIT'
  if (facts.refused && !unsure) return new LoginRefused(facts.answer, error)
  return new TransientError('imap-no-connection', 'The IMAP server cannot be reached.', {
    french: 'Le serveur IMAP ne peut pas être joint.',
    detail: facts.answer,
    cause: error,
  })
}

function readFacts(
  error: unknown,
  secrets: readonly string[],
): { refused: boolean; responseCode: string; answer: string } {
  if (!(error instanceof Error)) return { refused: false, responseCode: '', answer: String(error) }
  return {
    refused: 'authenticationFailed' in error && error.authenticationFailed === true,
    responseCode: 'serverResponseCode' in error ? String(error.serverResponseCode ?? '') : '',
    answer: refusalOf(error, secrets) ?? hideSecrets(error.message, secrets),
  }
}
