import type { Readable } from 'node:stream'
import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import { keptReason } from '../../i18n/kept-reasons.ts'
import { asciiDomain } from '../../mail/ascii-domain.ts'
import type { Attempt } from './attempt.ts'
import { judgeError, type SmtpError } from './judge-error.ts'
import { within } from './within.ts'

export interface Envelope {
  from: string
  to: string
  /** Octets, where they are known, for SIZE (RFC 1870). */
  size?: number
}

/** In milliseconds. */
interface Waits {
  /** For each answer but the last. */
  socketTimeout: number
  /** To the end of the mail. */
  sendTimeout: number
  /** For the answer to the final dot. */
  answerTimeout: number
}

/** Sends one mail; never rejects. `brokenOff`: the server answered before it had the whole mail. The connection, on which it may still wait for the rest, is closed then. */
export async function sendOver(connection: SMTPConnection, given: Envelope, body: Readable, waits: Waits) {
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
