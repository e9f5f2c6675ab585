import type { AddressInfo, Server } from 'node:net'
import {
  SMTPServer,
  type SMTPServerAddress,
  type SMTPServerDataStream,
  type SMTPServerOptions,
  type SMTPServerSession,
} from 'smtp-server'
import { asciiDomain } from '../../mail/ascii-domain.ts'
import { receiveLimits } from '../limits.ts'
import type { LmtpSetup } from '../settings.ts'
import { type DeliverContext, deliver } from './deliver.ts'
import { watchHeadway } from './headway.ts'
import { startListening } from './listen.ts'
import { type LmtpReply, lmtpReplies } from './replies.ts'

export interface LmtpServer {
  /** Where it listens: a path, or an address and a port (chosen by the system where the settings say 0). */
  address: string | AddressInfo | null
  /** Takes no new connection, lets mails that are under way end, then closes. */
  close(): Promise<void>
}

export type LmtpContext = Omit<DeliverContext, 'maxSize'>

/** Listens for Postfix and its like (RFC 2033). 250 says that the mail is durable; everything else that it is not ours. */
export async function startLmtpServer(settings: LmtpSetup, context: LmtpContext): Promise<LmtpServer> {
  const busy = new Set<string>()
  const server: SMTPServer = new SMTPServer({
    ...fixedOptions,
    ...trust(settings),
    ...handlers(settings, context, work),
    onClose: ({ id }) => headway.forget(id),
  })
  const headway = watchHeadway(server, settings.maxSize, context.log)
  // A connection's own trouble (reset, silence): the client keeps its mail.
  server.on('error', (error) => context.log.debug('lmtp-connection-error', { error }))
  const listening = await startListening(server, settings.listen)
  context.log.info('lmtp-listening', { address: listening.address() })
  return { address: listening.address(), close: () => close(server, listening, busy) }

  async function work(id: string, stream: SMTPServerDataStream, mail: () => Promise<void>): Promise<void> {
    busy.add(id)
    headway.begin(id, stream)
    await mail()
    busy.delete(id)
    headway.end(id)
    // Stopping: once its answer is on the way this client is as idle as the others.
    if (!listening.listening) setImmediate(() => endIdle(server, busy))
  }
}

const fixedOptions = {
  lmtp: true,
  name: 'guichet',
  banner: 'Guichet',
  logger: false,
  disableReverseLookup: true,
  authOptional: true,
  hideENHANCEDSTATUSCODES: true,
  disabledCommands: ['AUTH', 'STARTTLS', 'WIZ', 'SHELL', 'KILL', 'VRFY', 'HELP'],
  maxClients: receiveLimits.lmtpConnections,
  maxCommandLength: receiveLimits.lmtpCommand,
  socketTimeout: receiveLimits.lmtpSilence,
  closeTimeout: receiveLimits.lmtpStop,
} satisfies SMTPServerOptions

function trust(settings: LmtpSetup): SMTPServerOptions {
  // Whoever may write to the socket may deliver, and is believed.
  const believed = 'socket' in settings.listen ? true : ['127.0.0.1', '::1', ...settings.trustedPeers]
  return { useXForward: believed, useXClient: believed, size: settings.maxSize }
}

type Work = (connection: string, stream: SMTPServerDataStream, mail: () => Promise<void>) => Promise<void>

function handlers(settings: LmtpSetup, context: LmtpContext, work: Work): SMTPServerOptions {
  return {
    onRcptTo: (address, session, done) => done(refuseRecipient(context, address, session)),
    onData: (stream, session, done) => {
      void work(session.id, stream, async () => {
        const replies = await deliver({ ...context, maxSize: settings.maxSize }, stream, session)
        done(null, replies)
      })
    },
  }
}

function refuseRecipient(
  context: LmtpContext,
  { address }: SMTPServerAddress,
  session: SMTPServerSession,
): LmtpReply | null {
  const given = session.envelope.rcptTo
  if (given.some((other) => other.address.toLowerCase() === address.toLowerCase()))
    return lmtpReplies.repeatedRecipient()
  if (given.length >= receiveLimits.lmtpRecipients) return lmtpReplies.tooManyRecipients()
  return context.directory.find(asciiDomain(address)) === null ? lmtpReplies.unknownMailbox() : null
}

async function close(server: SMTPServer, listening: Server, busy: ReadonlySet<string>): Promise<void> {
  if (!listening.listening) return
  const closed = new Promise<void>((resolve) => server.close(resolve))
  endIdle(server, busy)
  await closed
}

/** Clients keep connections for the next mail: those would hold the stop up until they fall silent. */
function endIdle(server: SMTPServer, busy: ReadonlySet<string>): void {
  for (const connection of server.connections) {
    if (busy.has(connection.id)) continue
    connection.send(421, '4.3.2 The desk is stopping')
    connection.close()
  }
}
