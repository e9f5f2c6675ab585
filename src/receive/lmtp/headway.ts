import type { SMTPServer, SMTPServerDataStream } from 'smtp-server'
import type { Logger } from '../../log.ts'
import { receiveLimits } from '../limits.ts'

/**
 * Sees to it that no client holds one of the few places for nothing: an octet now and then is no silence, and fifty such clients would
 * keep Postfix out.
 */
export interface Headway {
  /** A mail begins to come in. */
  begin(id: string, mail: SMTPServerDataStream): void
  /** It has been answered. */
  end(id: string): void
  /** The connection is gone. */
  forget(id: string): void
}

interface Client {
  /** Up to when it made headway, by `performance.now()`. */
  at: number
  mail: SMTPServerDataStream | null
  /** Octets of the mail that count already. */
  counted: number
}

/** `maxSize`: octets of the largest mail; what comes beyond is no headway. */
export function watchHeadway(server: SMTPServer, maxSize: number, log: Logger): Headway {
  const clients = new Map<string, Client>()
  const timer = setInterval(leaveTheStuck, receiveLimits.lmtpLook).unref()
  server.server.once('close', () => clearInterval(timer))
  // Before smtp-server counts the new one.
  server.server.prependListener('connection', makeRoom)

  return {
    begin: (id, mail) => void clients.set(id, { at: performance.now(), mail, counted: 0 }),
    end(id) {
      // It may have gone in the middle of its mail.
      if (clients.has(id)) clients.set(id, newcomer())
    },
    forget: (id) => void clients.delete(id),
  }

  function leaveTheStuck(): void {
    for (const { id, stuckFor } of look()) if (stuckFor > receiveLimits.lmtpSilence) letGo(id, stuckFor)
  }

  /** Whoever was stuck longest goes, unless all are at work: then smtp-server turns the new one away. */
  function makeRoom(): void {
    if (server.connections.size < receiveLimits.lmtpConnections) return
    const [longest] = look().toSorted((one, other) => other.stuckFor - one.stuckFor)
    if (longest && longest.stuckFor > receiveLimits.lmtpPatience) letGo(longest.id, longest.stuckFor)
  }

  function look(): { id: string; stuckFor: number }[] {
    const now = performance.now()
    return [...server.connections].map(({ id }) => {
      const client = clients.get(id) ?? newcomer()
      clients.set(id, client)
      advance(client, now, maxSize)
      return { id, stuckFor: now - client.at }
    })
  }

  function letGo(id: string, stuckFor: number): void {
    log.warn('lmtp-let-go', { connection: id, seconds: Math.round(stuckFor / 1000) })
    for (const connection of server.connections)
      if (connection.id === id) connection.send(421, '4.4.2 You take too long')
  }
}

const newcomer = (): Client => ({ at: performance.now(), mail: null, counted: 0 })

/** Each octet of a mail is good for a moment. What we have not read yet, and the answer to a whole one, are ours: the client only waits. */
function advance(client: Client, now: number, maxSize: number): void {
  const { mail } = client
  if (mail === null) return
  const octets = Math.min(mail.byteLength, maxSize)
  const earned = ((octets - client.counted) / receiveLimits.lmtpLeastRate) * 1000
  const isOurs = mail.writableEnded || mail.readableLength > 0
  client.at = isOurs ? now : Math.min(now, client.at + earned)
  client.counted = octets
}
