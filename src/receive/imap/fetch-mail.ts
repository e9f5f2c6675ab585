import type { Readable } from 'node:stream'
import { TransientError } from '../../errors.ts'
import type { WaitingSighting } from '../../store/queries/sightings.ts'
import { acceptMail } from '../accept.ts'
import type { IncomingMail } from '../incoming-mail.ts'
import { receiveLimits } from '../limits.ts'
import { refuseTooLarge } from '../refuse-too-large.ts'
import type { Session } from './session.ts'

/** So often a mail that is shorter than announced is asked for again before it is taken as it is (some servers count wrongly). */
const distrust = 2

/**
 * Streams one mail from the server into the journal (BODY.PEEK: nobody's \Seen changes). `missing`: the server handed out nothing.
 * What the server says of the size is never believed upwards: the bytes are counted as they come.
 */
export async function fetchMail(session: Session, sighting: WaitingSighting): Promise<'journaled' | 'missing'> {
  const { content, announced } = await download(session, sighting.uid)
  if (content === null) return 'missing'
  try {
    const whole = wholeBody(content, (sighting.fetch_attempts ?? 0) < distrust ? announced : 0)
    const [accepted] = await acceptMail(session.accept, describe(session, sighting), whole)
    session.log.info('imap-accepted', { mailbox: session.mailbox.key, uid: sighting.uid, ...accepted })
    return 'journaled'
  } finally {
    content.destroy()
  }
}

/** Keeps the head of a mail that is larger than the desk takes, and says so in the journal. */
export async function refuseLargeMail(session: Session, sighting: WaitingSighting): Promise<'journaled' | 'missing'> {
  const { content, announced } = await download(session, sighting.uid, receiveLimits.keptHead)
  if (content === null) return 'missing'
  await refuseTooLarge(session.accept, describe(session, sighting), content, announced)
  session.log.warn('imap-refused-too-large', { mailbox: session.mailbox.key, uid: sighting.uid, announced })
  return 'journaled'
}

async function download(session: Session, uid: number, maxBytes = Number.POSITIVE_INFINITY) {
  const options = { uid: true, chunkSize: Math.min(receiveLimits.imapChunk, maxBytes), maxBytes }
  const answer: { content?: Readable | undefined; meta?: { expectedSize?: number | undefined } | undefined } =
    await session.client.download(String(uid), undefined, options)
  return { content: answer.content ?? null, announced: answer.meta?.expectedSize ?? 0 }
}

async function* wholeBody(content: Readable, announced: number): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const chunk of content) {
    size += chunk.length
    yield chunk
  }
  if (size < announced)
    throw new TransientError('imap-body-incomplete', 'The server announced more than it handed out.', {
      detail: `${size} of ${announced} octets`,
    })
}

function describe(session: Session, sighting: WaitingSighting): IncomingMail {
  const { entityId, mailboxId } = session.mailbox
  const filing = session.imap.listenOnly ? 'none' : 'pending'
  return {
    source: 'imap',
    envelopeFrom: null,
    clientIp: null,
    clientHelo: null,
    maxSize: session.imap.maxSize,
    deliveries: [{ entityId, mailboxId, envelopeTo: null, sighting: { id: sighting.id, filing } }],
  }
}
