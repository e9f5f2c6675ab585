import type { Readable } from 'node:stream'
import DKIM from 'nodemailer/lib/dkim'
import MailComposer, { type MailComposerAttachment } from 'nodemailer/lib/mail-composer'
import type { RenderedMail } from '../../mail-template/render.ts'
import { messageId, replyAddress } from '../../signing/places.ts'
import type { DkimSettings } from '../settings.ts'
import { buildAlternative, type Head } from './alternative.ts'
import { authorInFrom } from './author-in-from.ts'
import { typeToSend } from './file-type.ts'
import type { MailFile } from './files.ts'
import type { Gathering } from './gathering.ts'
import { nameOfPerson } from './name-of-person.ts'
import type { ThreadHeaders } from './thread-headers.ts'

export interface Message {
  messageId: string
  /** Small mails whole, those with large files as a stream. CRLF line ends. */
  bytes: Buffer | Readable
}

/** Below this a mail is built in memory: one write, and no reading back for the first attempt. */
const wholeBelow = 256_000

/** The mail as it goes out (RFC 5322): the same bytes at every attempt. */
export async function buildMessage(
  from: Gathering,
  rendered: RenderedMail,
  parts: { thread: ThreadHeaders; files: readonly MailFile[]; open: (file: MailFile) => Readable },
  now: number,
): Promise<Message> {
  const { mail, marks, settings } = from
  const mark = marks.sign('message', mail.id)
  const id = messageId(mark, domainOf(from.desk.address))
  const head = await makeHead(from, rendered.subject, { ...parts.thread, id, now })
  const dkim = settings.transports.find((transport) => transport.key === mail.transport)?.dkim
  const { text, html } = rendered
  if (parts.files.length === 0)
    return { messageId: id, bytes: await signed(buildAlternative(head, { text, html, boundary: mark }), dkim) }
  const composer = new MailComposer({
    text,
    html,
    attachments: await Promise.all(parts.files.map((file) => attach(file, () => parts.open(file)))),
    newline: 'win',
    disableUrlAccess: true,
    disableFileAccess: true,
  })
  const node = composer.compile()
  node.setHeader(head)
  const size = parts.files.reduce((sum, file) => sum + file.size, 0)
  if (size < wholeBelow) return { messageId: id, bytes: await signed(await node.build(), dkim) }
  return { messageId: id, bytes: dkim ? sign(node.createReadStream(), dkim) : node.createReadStream() }
}

async function makeHead(
  from: Gathering,
  subject: string,
  of: ThreadHeaders & { id: string; now: number },
): Promise<Head> {
  const { mail, desk, marks } = from
  const replyTo = replyAddress(desk.address, marks.sign('reply', mail.id), desk.delimiter)
  return {
    From: { name: await authorInFrom(from), address: desk.address },
    To: { name: nameOfPerson(from.context), address: mail.to_address },
    'Reply-To': { name: desk.senderName, address: replyTo },
    Subject: subject,
    'Message-ID': of.id,
    Date: new Date(of.now).toUTCString().replace('GMT', '+0000'),
    ...(of.inReplyTo === null ? {} : { 'In-Reply-To': of.inReplyTo }),
    ...(of.references.length === 0 ? {} : { References: of.references }),
    ...ownHeaders(from, subject),
  }
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1)

/** RFC 3834 section 5, Exchange's own word for it, our loop sign, and the topic by which Outlook groups. */
function ownHeaders({ mail, settings }: Gathering, subject: string): Record<string, string> {
  const automatic = {
    'Auto-Submitted': mail.reply_to_message_id === null ? 'auto-generated' : 'auto-replied',
    'X-Auto-Response-Suppress': 'All',
  }
  return {
    'Thread-Topic': subject.replace(/^Re: /, ''),
    'X-Guichet-Instance': settings.instance.id,
    ...(mail.is_automatic === 1 ? automatic : {}),
  }
}

async function attach(file: MailFile, open: () => Readable): Promise<MailComposerAttachment> {
  return {
    filename: file.filename,
    contentType: await typeToSend(file.content_type, open),
    content: open(),
    ...(file.is_inline === 1 ? { cid: file.cid, contentDisposition: 'inline' } : { contentDisposition: 'attachment' }),
  }
}

const sign = (bytes: Buffer | Readable, dkim: DkimSettings): Readable =>
  new DKIM({ domainName: dkim.domain, keySelector: dkim.selector, privateKey: dkim.privateKey }).sign(bytes)

/** A mail in memory, with our signature where we sign. */
export const signed = async (bytes: Buffer, dkim: DkimSettings | undefined): Promise<Buffer> =>
  dkim ? collect(sign(bytes, dkim)) : bytes

async function collect(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}
