import { Readable } from 'node:stream'
import { PermanentError } from '../../errors.ts'
import { htmlToText } from '../../mail/html-to-text.ts'
import { isMailEvent } from '../../mail-template/registry.ts'
import type { Templates } from '../../mail-template/render.ts'
import type { Marks } from '../../signing/marks.ts'
import type { FileStorage } from '../../store/files.ts'
import type { MailContext, OutboxRow } from '../../store/queries/outbox.ts'
import type { Statements } from '../../store/types.ts'
import type { OutboxSettings } from '../settings.ts'
import { filesThatFit, type MailFile } from './files.ts'
import { type Gathering, gather } from './gathering.ts'
import type { Item } from './item.ts'
import { buildMessage, type Message } from './message.ts'
import { makeTemplateData } from './template-data.ts'
import { threadHeaders } from './thread-headers.ts'

export interface Composer {
  db: Statements
  marks: Marks
  templates: Templates
  settings: OutboxSettings
  files: FileStorage
}

export interface ComposedMail extends Message {
  subject: string
  /** The text part, to be compared with what comes back quoted. LF line ends. */
  text: string
  /** What its HTML says, as text: most clients quote that one, and it does not say all in the same words. */
  htmlText: string
}

/** Events that carry no files of their item: their reader is who sent them, or has them from an earlier mail. */
const withoutFiles: ReadonlySet<string> = new Set([
  'new',
  'closed',
  'closed-technician',
  'solution-approved',
  'close-reminder',
  'reopened',
  'link-confirmation',
])

/**
 * Makes the mail of an outbox row, once; later attempts send the bytes that were stored then. Null for a digest of which nothing
 * is left to tell.
 */
export async function composeMail(
  with_: Composer,
  mail: OutboxRow,
  of: { context: MailContext; item: Item | null },
  now: number,
): Promise<ComposedMail | null> {
  const { event } = mail
  if (!isMailEvent(event))
    throw new PermanentError('outbox-unknown-event', 'There is no mail template of this name.', { detail: event })
  const { db, marks, settings } = with_
  const from: Gathering = await gather({ db, marks, settings, mail, event, ...of })
  const carried = withoutFiles.has(event) ? [] : filesThatFit(from.files, with_.settings.limits.attachmentBytes)
  const shown: Gathering = {
    ...from,
    files: from.files.filter((file) => file.is_inline === 0 || carried.includes(file)),
    keptFiles: withoutFiles.has(event) ? [] : from.files.filter((file) => !carried.includes(file)),
  }
  const data = await makeTemplateData(shown)
  if ('notices' in data && data.notices.length === 0) return null
  const rendered = await with_.templates.render(event, from.language, data)
  const thread = await threadHeaders(from)
  const open = (file: MailFile) => Readable.from(contentOf(with_.files, file))
  const message = await buildMessage(from, rendered, { thread, files: carried, open }, now)
  return { ...message, subject: rendered.subject, text: rendered.text, htmlText: htmlToText(rendered.html) }
}

/** Opened when the mail's bytes get there, so that many files are not open at once. */
async function* contentOf(storage: FileStorage, file: MailFile): AsyncGenerator<Uint8Array> {
  yield* await storage.open(file.storage_key)
}
