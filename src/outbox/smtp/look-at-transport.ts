import { TransientError } from '../../errors.ts'
import type { Tokens } from '../../oauth/tokens.ts'
import type { SmtpSettings } from '../settings.ts'
import { judgeError } from './judge-error.ts'
import { openSession } from './session.ts'

/** What an SMTP server can do for us. */
export interface TransportLook {
  /** What it said first. */
  greeting: string
  /** Of its last EHLO, in capitals, with their parameters. */
  extensions: readonly string[]
  /** Largest mail in octets (RFC 1870); null where it does not say. */
  maxSize: number | null
}

/** Patience of a person who waits, not of a service. */
const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 15_000, openTimeout: 30_000 }
const mostHeard = 50

/** Connects and logs in as the service does, and sends nothing. Throws TransientError with what the server answered. */
export async function lookAtTransport(settings: SmtpSettings, tokens: Tokens, name: string): Promise<TransportLook> {
  const heard: string[] = []
  const listen = (answer: string) => {
    if (heard.length < mostHeard) heard.push(answer.slice(0, 4096))
  }
  try {
    const session = await openSession({ ...settings, timeouts }, tokens, name, { listen })
    session.close()
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const { command, response } = judgeError(error, false)
    throw new TransientError('smtp-no-session', 'The SMTP server does not take us.', {
      detail: command === null ? response : `${command}: ${response}`,
      cause: error,
      french: 'Le serveur SMTP ne nous accepte pas.',
    })
  }
  return readTranscript(heard)
}

/** The first answer greets; the last one of several lines that begin with 250 is that to EHLO (the one before was without TLS). @internal For its test. */
export function readTranscript(heard: readonly string[]): TransportLook {
  const ehlo = heard.findLast((answer) => /^250-/.test(answer)) ?? ''
  const extensions = ehlo
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.slice(4).trim().toUpperCase())
  const size = Number(extensions.find((extension) => extension.startsWith('SIZE '))?.slice(5))
  return {
    greeting: heard[0] ?? '',
    extensions,
    // SIZE 0: no limit.
    maxSize: Number.isSafeInteger(size) && size > 0 ? size : null,
  }
}
