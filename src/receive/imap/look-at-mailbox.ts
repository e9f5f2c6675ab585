import type { ImapFlow } from 'imapflow'
import { TransientError } from '../../errors.ts'
import { silentLogger } from '../../log.ts'
import type { Tokens } from '../../oauth/tokens.ts'
import type { ImapSetup } from '../settings.ts'
import { connectImap, disconnectImap } from './client.ts'
import { ensureFolder, openFolder } from './folders.ts'
import { createLogin } from './login.ts'

/** Of a person who waits, not of a service: to log in, and to answer some commands. Milliseconds. */
const lookPatience = 35_000

/** What a mailbox can do for us. */
export interface MailboxLook {
  /** In capitals. */
  capabilities: ReadonlySet<string>
  /** Mails in the folder that is read. */
  mails: number
  /** Whether mails may be given keywords of our own (RFC 3501 section 7.1: `\*` in PERMANENTFLAGS). */
  takesKeywords: boolean
  /** Whether the server lets us change nothing in it, which in listen-only mode nobody asks. */
  readOnly: boolean
}

/**
 * Logs in as the service does, opens the folder that is read, and makes those for what has been
 * processed unless they are there. Throws LoginRefused, TransientError, or what the server answered.
 */
export async function lookAtMailbox(
  imap: ImapSetup,
  tokens: Tokens,
  patience: number = lookPatience,
): Promise<MailboxLook> {
  return await withMailbox(imap, tokens, patience, async (client) => {
    // As the service does: EXAMINE would give no permanent flags, and not say whether the folder may be changed.
    const { exists, permanentFlags, readOnly } = await openFolder(client, imap.folders.inbox, {
      readOnly: imap.listenOnly,
    })
    if (!imap.listenOnly && imap.after === 'move')
      for (const folder of [imap.folders.accepted, imap.folders.refused]) await ensureFolder(client, folder)
    return {
      capabilities: new Set([...client.capabilities.keys()].map((name) => name.toUpperCase())),
      mails: exists,
      takesKeywords: permanentFlags?.has('\\*') ?? false,
      readOnly: readOnly ?? false,
    }
  })
}

/** A connection for one piece of work, that is left after `patience` (ms) whatever the server does: nobody waits for it then. */
export async function withMailbox<R>(
  imap: ImapSetup,
  tokens: Tokens,
  patience: number,
  work: (client: ImapFlow) => Promise<R>,
): Promise<R> {
  const ending = new AbortController()
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    late.reject(tooSlow())
    ending.abort()
  }, patience)
  try {
    return await Promise.race([workOver(imap, tokens, ending.signal, work), late.promise])
  } finally {
    clearTimeout(timer)
  }
}

async function workOver<R>(
  imap: ImapSetup,
  tokens: Tokens,
  signal: AbortSignal,
  work: (client: ImapFlow) => Promise<R>,
): Promise<R> {
  const client = await connectImap(imap, await createLogin(imap, tokens).secret(), silentLogger, signal)
  try {
    return await work(client)
  } finally {
    await disconnectImap(client)
  }
}

const tooSlow = () =>
  new TransientError('imap-too-slow', 'The IMAP server does not answer in time.', {
    french: 'Le serveur IMAP ne répond pas à temps.',
  })
