import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import XOAuth2 from 'nodemailer/lib/xoauth2'
import { hideSecrets } from '../../oauth/hide-secrets.ts'
import { xoauth2Line } from '../../oauth/xoauth2.ts'
import type { SmtpError } from './judge-error.ts'

/** What one session logs in with. */
export type Credentials =
  | { user: string; password: string | undefined }
  | {
      user: string
      accessToken: string
      /** Until shortly before it ends, or a server did not take it. */
      isCurrent(): boolean
    }

/**
 * nodemailer's own XOAUTH2 gets a fresh token after a 334 and none after a 535, and goes on for as long as a server says 334. This exchange
 * is of two commands at most, and `openSession` decides about a fresh token.
 */
export function authOf(credentials: Credentials | null): Pick<SMTPConnection.Options, 'customAuth'> {
  if (credentials === null || 'password' in credentials) return {}
  const line = xoauth2Line(credentials.user, credentials.accessToken)
  return { customAuth: { XOAUTH2: (context: SMTPConnection.CustomAuthenticationContext) => exchange(context, line) } }
}

/** Google and others answer a refused token with 334 and the reason in JSON, and with 535 once they got an empty line for it. */
async function exchange({ sendCommand }: SMTPConnection.CustomAuthenticationContext, line: string): Promise<void> {
  let { response } = await sendCommand(`AUTH XOAUTH2 ${line}`)
  if (response.startsWith('334')) response = (await sendCommand('')).response
  if (!response.startsWith('2')) throw new Error('Invalid login')
}

/** Rejects with an SmtpError, the connection closed. */
export function login(connection: SMTPConnection, credentials: Credentials): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.once('error', reject)
    connection.login(loginOf(credentials), (error) => {
      connection.off('error', reject)
      if (!error) return resolve()
      connection.close()
      reject(error)
    })
  })
}

/** Without an XOAuth2 nodemailer would rather send a password that we have not; that one is never asked for a token, see `authOf`. */
function loginOf(credentials: Credentials) {
  const { user } = credentials
  if ('accessToken' in credentials) return { oauth2: new XOAuth2({ user }) }
  return { user, credentials: { user, pass: credentials.password } }
}

/** The server's final no to a login, which another password or token may turn. */
export function isRefusal(error: unknown): boolean {
  const { command, responseCode = 0 }: Partial<SmtpError> = error instanceof Error ? error : {}
  return command?.startsWith('AUTH') === true && responseCode >= 500
}

/** Some servers turn a session away once its token has ended: it is left before a mail meets that. */
export function isCurrent(credentials: Credentials | null): boolean {
  return credentials === null || 'password' in credentials || credentials.isCurrent()
}

/** What a server that repeats the login must not bring into our tables. */
export function spokenSecrets(credentials: Credentials | null): string[] {
  if (credentials === null || 'password' in credentials) return []
  return [credentials.accessToken, xoauth2Line(credentials.user, credentials.accessToken)]
}

/** The same error, its words without them. */
export function withoutSecrets(error: unknown, secrets: readonly string[]): unknown {
  if (!(error instanceof Error)) return error
  error.message = hideSecrets(error.message, secrets)
  if ('response' in error && typeof error.response === 'string') error.response = hideSecrets(error.response, secrets)
  return error
}
