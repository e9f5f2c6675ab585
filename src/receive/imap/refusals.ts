import { ImapFlow, type ImapFlowOptions } from 'imapflow'
import { TransientError } from '../../errors.ts'
import { hideSecrets } from '../../oauth/hide-secrets.ts'

const longestAnswer = 500

/** The secrets that a connection was opened with, and what its server refused last. */
const heard = new WeakMap<ImapFlow, { secrets: readonly string[]; refusal: string | null }>()

/** imapflow tells its log alone what a server answered to a command that it then only calls failed. */
export function listeningClient(options: ImapFlowOptions, secrets: readonly string[]): ImapFlow {
  const ignore = () => {}
  const warn = (entry: unknown) => {
    const error = typeof entry === 'object' && entry !== null && 'err' in entry ? entry.err : null
    const about = heard.get(client)
    const refusal = refusalOf(error, secrets)
    if (about && refusal !== null) about.refusal = refusal
  }
  const isLevelEnabled = (level: string) => level === 'warn'
  const logger = { debug: ignore, info: ignore, warn, error: ignore, fatal: ignore, isLevelEnabled }
  const client: ImapFlow = new ImapFlow({ ...options, logger })
  heard.set(client, { secrets, refusal: null })
  return client
}

/** Does something, and tells as well what the server said to it, where it refused it. */
export async function hearing<T>(
  client: ImapFlow,
  work: () => Promise<T>,
): Promise<{ result: T; refusal: string | null }> {
  const about = heard.get(client)
  if (about) about.refusal = null
  const result = await work()
  return { result, refusal: about?.refusal ?? null }
}

/** Gives a command, and throws what was asked and what was answered in place of “Command failed”. */
export async function asking<T>(client: ImapFlow, command: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const refusal = refusalOf(error, heard.get(client)?.secrets ?? [])
    if (refusal === null) throw error
    throw new TransientError('imap-refused', 'The IMAP server refuses a command.', {
      detail: `${command}: ${refusal}`,
      cause: error,
      french: 'Le serveur IMAP refuse une commande.',
    })
  }
}

/** `NO [OVERQUOTA] Quota exceeded`, without the secrets that a server repeats; null where it is no refusal of a server’s. */
export function refusalOf(error: unknown, secrets: readonly string[]): string | null {
  if (!(error instanceof Error) || !('response' in error) || typeof error.response !== 'string') return null
  // A server may say very much. The tag says nothing to a person.
  const answer = error.response.slice(0, 4 * longestAnswer)
  return hideSecrets(answer.replace(/^\w+ (?=NO |BAD )/, ''), secrets).slice(0, longestAnswer)
}
