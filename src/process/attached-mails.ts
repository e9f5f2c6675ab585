import { parseMail } from '../mail/parse.ts'
import type { MailAttachment } from '../mail/types.ts'
import { isPrivateMail } from '../store/queries/journal.ts'
import type { FoundMark } from '../threading/find-ticket.ts'
import { findMarks } from './find-marks.ts'
import type { ProcessTools } from './tools.ts'
import { readStored } from './tools.ts'

/** A mail that is attached to another as a file. */
export interface AttachedMail {
  /** Of the file. */
  sha256: string
  /** Verified marks of ours that it carries, its own Message-ID first. */
  marks: readonly FoundMark[]
  /** It shows private items, or answers a mail that does, or was taken in as private. */
  isPrivate: boolean
}

/** So many attached mails are looked into. */
const mostLooked = 20
/** The head of a mail ends before this many octets, or is not read to its end. */
const mostOctets = 64 * 1024

/** What the mails say that are attached to a mail: a forward as attachment, or a mail saved as a file. */
export async function readAttachedMails(
  tools: Pick<ProcessTools, 'store' | 'files' | 'marks' | 'directory'>,
  attachments: readonly MailAttachment[],
): Promise<AttachedMail[]> {
  const mails = attachments.filter(isMail).slice(0, mostLooked)
  return Promise.all(mails.map((attachment) => readOne(tools, attachment)))
}

/** Some clients attach a saved mail as any other file. */
function isMail({ declaredType, filename, storageKey }: MailAttachment): boolean {
  return storageKey !== '' && (declaredType.startsWith('message/') || filename.toLowerCase().endsWith('.eml'))
}

async function readOne(
  { store, files, marks, directory }: Pick<ProcessTools, 'store' | 'files' | 'marks' | 'directory'>,
  { sha256, storageKey }: MailAttachment,
): Promise<AttachedMail> {
  const mail = await parseMail(start(readStored(files, storageKey)))
  const own = mail.messageId === null ? [] : [mail.messageId]
  const named = { ...mail, inReplyTo: [...own, ...mail.inReplyTo] }
  const found = (await findMarks(store, { marks, delimiters: directory.delimiters }, named, null)).marks
  const nearest = found.filter(({ place }) => place !== 'address')
  const ordered = [...nearest, ...found.filter(({ place }) => place === 'address')]
  const isPrivate =
    ordered.some((mark) => mark.isPrivate) || (mail.messageId !== null && (await isPrivateMail(store, mail.messageId)))
  return { sha256, marks: ordered, isPrivate }
}

async function* start(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let left = mostOctets
  for await (const chunk of content) {
    yield chunk.subarray(0, left)
    left -= chunk.length
    if (left <= 0) return
  }
}
