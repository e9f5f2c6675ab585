import { Readable } from 'node:stream'
import type { Tokens } from '../../oauth/tokens.ts'
import type { SmtpSettings } from '../settings.ts'
import type { Attempt } from './attempt.ts'
import { judgeError } from './judge-error.ts'
import { openSession } from './session.ts'

/** Hands one mail over on a connection of its own, outside of the outbox. Never throws what a server answers. */
export async function sendOnce(
  settings: SmtpSettings,
  tokens: Tokens,
  name: string,
  mail: { from: string; to: string; bytes: Buffer },
): Promise<Attempt> {
  try {
    const session = await openSession(settings, tokens, name)
    try {
      const envelope = { from: mail.from, to: mail.to, size: mail.bytes.length }
      return (await session.send(envelope, Readable.from([mail.bytes]))).attempt
    } finally {
      session.close()
    }
  } catch (error) {
    if (error instanceof Error) return judgeError(error, false)
    throw error
  }
}
