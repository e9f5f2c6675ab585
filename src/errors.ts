/**
 * The only errors that the code throws on purpose. Anything else is a bug and parks the mail it happened on.
 *
 * `code` is stable and searchable (`imap-no-connection`), `message` may be shown to anybody, `detail` is for the log and
 * for administrators only; `cause` is the error underneath; `french` is the message for who reads French, where a command shows it.
 */
abstract class GuichetError extends Error {
  readonly code: string
  readonly detail: string
  readonly french: string | null

  constructor(code: string, message: string, options: { detail?: string; cause?: unknown; french?: string } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause })
    this.name = new.target.name
    this.code = code
    this.detail = options.detail ?? ''
    this.french = options.french ?? null
  }
}

/** It may work later: retried on a schedule; an LMTP client gets 4xx. */
export class TransientError extends GuichetError {}

/** It will never work as it is: the mail is parked with this reason, and can be replayed once the cause is mended. */
export class PermanentError extends GuichetError {}

/** What any thrown value says, on one line, for journals and logs. */
export function describeError(error: unknown): string {
  if (error instanceof GuichetError)
    return error.detail ? `${error.code}: ${error.message} (${error.detail})` : `${error.code}: ${error.message}`
  if (error instanceof Error) return `${error.name}: ${error.message}`.replaceAll(/\s+/g, ' ')
  return String(error)
}
