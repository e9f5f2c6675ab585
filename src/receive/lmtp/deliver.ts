import { finished } from 'node:stream/promises'
import type { SMTPServerDataStream, SMTPServerSession } from 'smtp-server'
import { PermanentError } from '../../errors.ts'
import type { Logger } from '../../log.ts'
import { asciiDomain } from '../../mail/ascii-domain.ts'
import { type AcceptContext, acceptMail } from '../accept.ts'
import type { Accepted, Delivery, IncomingMail } from '../incoming-mail.ts'
import type { MailboxDirectory } from '../mailbox-directory.ts'
import type { MailboxSetup } from '../settings.ts'
import { type LmtpReply, lmtpReplies } from './replies.ts'

export interface DeliverContext {
  accept: AcceptContext
  directory: MailboxDirectory
  maxSize: number
  log: Logger
}

type Reply = string | LmtpReply

/** Takes the mail of one DATA in and answers one reply a recipient, in their order (RFC 2033 section 4.2). Never throws. */
export async function deliver(
  context: DeliverContext,
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
): Promise<Reply[]> {
  const recipients = session.envelope.rcptTo.map(({ address: given }) => {
    const address = asciiDomain(given)
    return { address, mailbox: context.directory.find(address) }
  })
  try {
    const mail = describeMail(context, session, recipients)
    // Without destroyOnReturn: what a failed mail still has is read to its end, so that the client hears why.
    const accepted = await acceptMail(context.accept, mail, stream.iterator({ destroyOnReturn: false }))
    context.log.info('lmtp-accepted', { mails: accepted.map((one) => one.inboundMailId), size: stream.byteLength })
    return answerEach(recipients, mail.deliveries, accepted)
  } catch (error) {
    context.log.warn('lmtp-not-accepted', { error, connection: session.id, size: stream.byteLength })
    await drain(stream)
    const tooLarge = error instanceof PermanentError && error.code === 'mail-too-large'
    return recipients.map(() => (tooLarge ? lmtpReplies.tooLarge() : lmtpReplies.ourTrouble()))
  } finally {
    // smtp-server keeps XFORWARD for the next mail of the connection, which another client may have sent.
    session.xForward.clear()
  }
}

interface Recipient {
  address: string
  mailbox: MailboxSetup | null
}

function describeMail(
  context: DeliverContext,
  session: SMTPServerSession,
  recipients: readonly Recipient[],
): IncomingMail {
  const transaction = `${session.id}-${session.transaction}`
  const deliveries = recipients.flatMap(({ address, mailbox }) =>
    mailbox === null
      ? []
      : [{ entityId: mailbox.entityId, mailboxId: mailbox.mailboxId, envelopeTo: address, sighting: { transaction } }],
  )
  return {
    source: 'lmtp',
    envelopeFrom: session.envelope.mailFrom ? asciiDomain(session.envelope.mailFrom.address) : null,
    clientIp: toldBy(session, 'ADDR'),
    clientHelo: toldBy(session, 'HELO'),
    maxSize: context.maxSize,
    deliveries: markedFirst(deliveries),
  }
}

/** Of support@ and support+mark@, the mail keeps the address that says which ticket is meant. */
function markedFirst(deliveries: Delivery[]): Delivery[] {
  return deliveries.toSorted((one, other) => (other.envelopeTo?.length ?? 0) - (one.envelopeTo?.length ?? 0))
}

/** The peer is our own mail server: only what it forwards says anything about who wrote. */
function toldBy(session: SMTPServerSession, name: 'ADDR' | 'HELO'): string | null {
  const value = session.xForward.get(name) || session.xClient.get(name)
  return typeof value === 'string' && value !== '' ? value : null
}

function answerEach(
  recipients: readonly Recipient[],
  deliveries: readonly Delivery[],
  accepted: readonly Accepted[],
): Reply[] {
  return recipients.map(({ address }) => {
    const place = deliveries.findIndex((delivery) => delivery.envelopeTo === address)
    const taken = accepted[place]
    return taken ? lmtpReplies.accepted(taken.inboundMailId) : lmtpReplies.unknownMailbox()
  })
}

async function drain(stream: SMTPServerDataStream): Promise<void> {
  if (stream.destroyed || stream.readableEnded) return
  stream.resume()
  // A client that goes away in the middle hears nothing anyway.
  await finished(stream, { writable: false }).catch(() => {})
}
