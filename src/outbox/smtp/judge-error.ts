import { describeError, TransientError } from '../../errors.ts'
import { keptReason } from '../../i18n/kept-reasons.ts'
import { TokenRefused } from '../../oauth/token-refused.ts'
import type { Answer, Deferred, Refused, Unknown } from './attempt.ts'

/** The parts of nodemailer's errors that we read. */
export interface SmtpError extends Error {
  code?: string | undefined
  responseCode?: number | undefined
  response?: string | undefined
  command?: string | undefined
}

const longestResponse = 500

/** What a failed attempt means. `bodyEnded`: the whole mail and its final dot were written before the error. */
export function judgeError(error: SmtpError, bodyEnded: boolean): Deferred | Refused | Unknown {
  if (error instanceof TokenRefused || error instanceof TransientError) return judgeNoToken(error)
  const answer = {
    code: replyCode(error.responseCode),
    command: error.command?.slice(0, 20) ?? null,
    response: describe(error),
  }
  const aboutMail = error.command === 'RCPT TO' || error.command === 'DATA' || isTooLarge(answer)
  if (answer.code === null) return judgeSilence(error, answer, bodyEnded)
  if (aboutMail && answer.code !== 421)
    return isPermanent(answer.code)
      ? { ...answer, result: 'refused' }
      : { ...answer, result: 'deferred', scope: 'mail' }
  return { ...answer, result: 'deferred', scope: isPermanent(answer.code) ? 'blocked' : 'transport' }
}

/** The token endpoint came first, and no server has been asked. */
function judgeNoToken(error: TokenRefused | TransientError): Deferred {
  const refused = error instanceof TokenRefused
  const response = shorten(refused ? error.answer : describeError(error))
  return { code: null, command: 'OAUTH', response, result: 'deferred', scope: refused ? 'blocked' : 'transport' }
}

/** Null where the server does not speak SMTP (RFC 5321 section 4.2.1). */
const replyCode = (code: number | undefined): number | null =>
  code !== undefined && code >= 200 && code <= 599 ? code : null

/** No reply, or none of SMTP: we could not even offer the mail, our own file could not be read, or the connection failed. */
function judgeSilence(error: SmtpError, answer: Answer, bodyEnded: boolean): Deferred | Refused | Unknown {
  if (bodyEnded) return { ...answer, result: 'unknown' }
  if (error.response !== undefined) return { ...answer, result: 'deferred', scope: 'transport' }
  if (error.code === 'EMESSAGE' && error.command === 'MAIL FROM') return largerThanOffered(error)
  if (error.code === 'EENVELOPE' || error.code === 'EMESSAGE') return { ...answer, result: 'refused' }
  if (error.code === 'ESTREAM') return { ...answer, result: 'deferred', scope: 'mail' }
  const needsMending = error.code === 'EAUTH' || error.code === 'ETLS' || error.code === 'ECONFIG'
  return { ...answer, result: 'deferred', scope: needsMending ? 'blocked' : 'transport' }
}

/** A refused sender is trouble of the transport, but for the size that was told with it (RFC 1870 section 6.1, RFC 3463 section 3.4). */
const isTooLarge = ({ command, code, response }: Answer): boolean =>
  command === 'MAIL FROM' && (code === 552 || /^5\d\d[ -]5\.3\.4\b/.test(response))

/** nodemailer compares with what the server had offered (`SIZE 10240000`), and asks no more. */
function largerThanOffered({ message }: SmtpError): Refused {
  const most = /\d+$/.exec(message)?.[0] ?? ''
  return { result: 'refused', code: null, command: null, response: keptReason('larger-than-taken', { most }) }
}

/** 503 says that the session was in another state than we thought, not that the mail is refused. */
const isPermanent = (code: number): boolean => code >= 500 && code !== 503

function describe(error: SmtpError): string {
  return shorten(error.response ?? error.message)
}

function shorten(text: string): string {
  return text
    .slice(0, 4 * longestResponse)
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, longestResponse)
}
