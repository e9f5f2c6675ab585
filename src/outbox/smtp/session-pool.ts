import type { Readable } from 'node:stream'
import type { Tokens } from '../../oauth/tokens.ts'
import type { SmtpSettings } from '../settings.ts'
import type { Attempt } from './attempt.ts'
import { judgeError } from './judge-error.ts'
import type { Envelope } from './send-over.ts'
import { openSession, type Session } from './session.ts'

export interface SmtpPool {
  /** Hands one mail to the server; never throws. `open` gives its bytes, anew each time that it is called. */
  send(envelope: Envelope, open: () => Promise<Readable>): Promise<Attempt>
  /** Closes every connection; what is being sent fails, which says nothing of the server. */
  close(): void
  readonly closed: boolean
}

/** RFC 5321 section 4.5.3.2.7 lets a server hang up after 5 minutes: we leave before, not in the middle of handing it a mail. */
const idleFor = 30_000

/**
 * Keeps connections open between mails: as many as the caller sends at once. nodemailer's own pool hides how far a mail had got when its connection was lost, and so whether it may
 * have been taken; hence this one, over nodemailer's connection.
 */
export function createSmtpPool(settings: SmtpSettings, tokens: Tokens, name: string): SmtpPool {
  const idle: { session: Session; timer: NodeJS.Timeout }[] = []
  const open = new Set<Session>()
  const closing = new AbortController()

  return {
    send,
    get closed() {
      return closing.signal.aborted
    },
    close() {
      closing.abort()
      for (const { timer } of idle) clearTimeout(timer)
      for (const session of open) session.close()
    },
  }

  async function send(envelope: Envelope, openBody: () => Promise<Readable>): Promise<Attempt> {
    for (;;) {
      const session = await borrow()
      if ('result' in session) return session
      const { reused } = session
      const body = await openBody().catch(errorOf)
      if (body instanceof Error) return giveBackUnused(session, body)
      const { attempt, bodyBegun } = await session.send(envelope, body)
      giveBack(session)
      const wasStale = reused && !bodyBegun && isLost(attempt)
      if (!wasStale) return attempt
    }
  }

  async function borrow(): Promise<Session | Attempt> {
    for (let kept = idle.pop(); kept; kept = idle.pop()) {
      clearTimeout(kept.timer)
      if (kept.session.usable) return kept.session
      kept.session.close()
    }
    try {
      const session = await openSession(settings, tokens, name, { signal: closing.signal })
      open.add(session)
      session.ended.then(() => open.delete(session))
      return session
    } catch (error) {
      return judgeError(errorOf(error), false)
    }
  }

  /** Our own file cannot be read now. */
  function giveBackUnused(session: Session, error: Error): Attempt {
    giveBack(session)
    return judgeError(Object.assign(error, { code: 'ESTREAM' }), false)
  }

  function giveBack(session: Session): void {
    if (closing.signal.aborted || !session.usable) {
      session.close()
      return
    }
    const timer = setTimeout(() => session.close(), idleFor).unref()
    idle.push({ session, timer })
  }
}

const errorOf = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))

/** The server had closed a connection that lay idle: nothing was begun, so the mail may go over another at once. */
const isLost = (attempt: Attempt): boolean =>
  attempt.result === 'deferred' && attempt.scope === 'transport' && (attempt.code === null || attempt.code === 421)
