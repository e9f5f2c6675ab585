import type { Readable } from 'node:stream'
import DKIM from 'nodemailer/lib/dkim'
import MailComposer, { type MailComposerAttachment } from 'nodemailer/lib/mail-composer'
import type { RenderedMail } from '../../mail-template/render.ts'
import { messageId, replyAddress } from '../../signing/places.ts'
import type { DkimSettings } from '../settings.ts'
import { authorInFrom } from './author-in-from.ts'
import type { MailFile } from './files.ts'
import type { Gathering } from './gathering.ts'
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
  const { mail, desk, marks, settings } = from
  const id = messageId(marks.sign('message', mail.id), desk.address.slice(desk.address.lastIndexOf('@') + 1))
  const composer = new MailComposer({
    from: { name: await authorInFrom(from), address: desk.address },
    to: { name: from.context.person_name ?? '', address: mail.to_address },
    replyTo: {
      name: desk.senderName,
      address: replyAddress(desk.address, marks.sign('reply', mail.id), desk.delimiter),
    },
    subject: rendered.subject,
    messageId: id,
    date: new Date(now),
    ...(parts.thread.inReplyTo === null ? {} : { inReplyTo: parts.thread.inReplyTo }),
    references: parts.thread.references,
    headers: ownHeaders(from, rendered.subject),
    text: rendered.text,
    html: rendered.html,
    attachments: parts.files.map((file) => attach(file, parts.open(file))),
    newline: 'win',
    disableUrlAccess: true,
    disableFileAccess: true,
  })
  const node = composer.compile()
  const size = parts.files.reduce((sum, file) => sum + file.size, 0)
  const dkim = settings.transports.find((transport) => transport.key === mail.transport)?.dkim
  if (size >= wholeBelow) return { messageId: id, bytes: sign(node.createReadStream(), dkim) }
  const whole = await node.build()
  return { messageId: id, bytes: dkim ? await collect(sign(whole, dkim)) : whole }
}

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

function attach(file: MailFile, content: Readable): MailComposerAttachment {
  return {
    filename: file.filename,
    contentType: file.content_type,
    content,
    ...(file.is_inline === 1 ? { cid: file.cid, contentDisposition: 'inline' } : { contentDisposition: 'attachment' }),
  }
}

function sign(bytes: Buffer | Readable, dkim: DkimSettings): Readable
function sign(bytes: Readable, dkim: DkimSettings | undefined): Readable
function sign(bytes: Buffer | Readable, dkim: DkimSettings | undefined): Buffer | Readable {
  if (!dkim) return bytes
  return new DKIM({ domainName: dkim.domain, keySelector: dkim.selector, privateKey: dkim.privateKey }).sign(bytes)
}

async function collect(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}
