import { createHash } from 'node:crypto'
import { alike, type Sentence } from '../i18n/sentence.ts'
import { parseAddresses } from './addresses.ts'
import { listAttachments } from './attachments.ts'
import { readBodies } from './bodies.ts'
import { chooseBodies, leaves } from './body-choice.ts'
import { decodeFields, type RawField, rawValue, rawValues } from './header-fields.ts'
import { htmlToText } from './html-to-text.ts'
import { MAX_ADDRESSES, MAX_SUBJECT_CHARS } from './limits.ts'
import { parseMailDate } from './mail-date.ts'
import { parseMessageId, parseMessageIds } from './message-ids.ts'
import { Notes } from './notes.ts'
import type { Part } from './part.ts'
import { opaqueContent, protectionOf } from './protection.ts'
import { readParts } from './read-parts.ts'
import { readReport } from './report.ts'
import type { Address, AttachmentSink, ParsedMail } from './types.ts'
import { storeUnpacked, tnefFiles, uuFiles } from './unpack.ts'

/**
 * Reads a raw mail as it streams by. Attachments go to `sink` piece by piece and are never whole in memory. What is
 * wrong with the mail is told in `notes`; only a failing source, or a sink that fails for a reason other than a
 * PermanentError about the attachment, throws.
 */
export async function parseMail(
  source: AsyncIterable<Uint8Array>,
  sink: AttachmentSink = hashOnly,
): Promise<ParsedMail> {
  const notes = new Notes()
  const { root, size, hints } = await readParts(source, sink, notes)
  if (!root) return { ...bodyOnly({}), ...readEnvelope([], [], notes), notes: notes.list, size }
  const parts = leaves(root)
  const opaque = await readOpaque(parts, sink, notes)
  const all = opaque ? [...parts, ...leaves(opaque)] : parts
  const { files, ...bodies } = readBodies(chooseBodies(opaque ?? root), hints, notes)
  const attachments = await listAttachments(all, bodies.html)
  const packed = [...tnefFiles(all, notes), ...[...files].flatMap(([part, found]) => uuFiles(found, part))]
  attachments.push(...(await storeUnpacked(packed, sink, notes, attachments.length)))
  const protection = protectionOf(all)
  if (protection.endsWith('encrypted'))
    notes.add('encrypted', {
      en: `the mail is ${protection}: its content cannot be read here`,
      fr: `le message est chiffré (${protection}) : son contenu ne peut pas être lu ici`,
    })
  return {
    ...readEnvelope(root.fields, hints, notes),
    ...bodies,
    attachments,
    report: readReport(root, attachments),
    protection,
    notes: notes.list,
    size,
  }
}

/** The tree of parts inside an opaque S/MIME signature, numbered below the part that holds it. */
async function readOpaque(parts: readonly Part[], sink: AttachmentSink, notes: Notes): Promise<Part | null> {
  const signed = opaqueContent(parts)
  if (!signed) return null
  const { root } = await readParts(onePiece(signed.content), sink, notes, `${signed.part.number || '1'}.`)
  return root
}

async function* onePiece(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** A mail of which only the body is known, as `guichet mail explain --batch` takes with input text and html. */
export function bodyOnly(known: Partial<ParsedMail>): ParsedMail {
  const text = known.text ?? (known.html ? htmlToText(known.html) : '')
  return {
    headers: [],
    from: null,
    fromAll: [],
    fromFields: 0,
    sender: null,
    replyTo: [],
    to: [],
    cc: [],
    subject: '',
    messageId: null,
    inReplyTo: [],
    references: [],
    date: null,
    text,
    textSource: known.text ? 'plain' : known.html ? 'html' : 'none',
    plain: known.text ?? '',
    html: null,
    flowed: false,
    attachments: [],
    report: null,
    protection: 'none',
    notes: [],
    size: 0,
    ...known,
  }
}

type Envelope = Omit<
  ParsedMail,
  'text' | 'textSource' | 'plain' | 'html' | 'flowed' | 'attachments' | 'report' | 'protection' | 'notes' | 'size'
>

function readEnvelope(fields: readonly RawField[], hints: readonly string[], notes: Notes): Envelope {
  const headers = decodeFields(fields, hints)
  const addresses = (name: string) => readAddresses(rawValues(fields, name), name, hints, notes)
  const fromAll = addresses('from')
  const fromFields = rawValues(fields, 'from').length
  const messageId = parseMessageId(rawValue(fields, 'message-id'))
  noteIdentity(fromAll, fromFields, messageId, notes)
  return {
    headers,
    from: fromAll[0] ?? null,
    fromAll,
    fromFields,
    sender: addresses('sender')[0] ?? null,
    replyTo: addresses('reply-to'),
    to: addresses('to'),
    cc: addresses('cc'),
    subject: oneLine(headers.find(({ name }) => name === 'subject')?.value ?? ''),
    messageId,
    inReplyTo: parseMessageIds(rawValues(fields, 'in-reply-to').join(' ')),
    references: parseMessageIds(rawValues(fields, 'references').join(' ')),
    date: readDate(rawValue(fields, 'date'), notes),
  }
}

/** A field that may stand once but stands twice counts with all its addresses (RFC 5322 section 3.6 forbids it). */
function readAddresses(raws: readonly string[], name: string, hints: readonly string[], notes: Notes): Address[] {
  const found = new Map<string, Address>()
  for (const raw of raws) {
    const { addresses, cut } = parseAddresses(raw, hints)
    for (const address of addresses) {
      const key = address.address.toLowerCase()
      if (!found.has(key)) found.set(key, address)
    }
    if (cut || found.size > MAX_ADDRESSES)
      notes.add('too-many-addresses', {
        en: `${name}: only the first ${MAX_ADDRESSES} were read`,
        fr: `${name} : seules les ${MAX_ADDRESSES} premières ont été lues`,
      })
    if (found.size >= MAX_ADDRESSES) break
  }
  return [...found.values()].slice(0, MAX_ADDRESSES)
}

function noteIdentity(fromAll: readonly Address[], fromFields: number, messageId: string | null, notes: Notes): void {
  if (fromAll.length === 0)
    notes.add('no-from', {
      en: 'no From field with a usable address',
      fr: 'aucun champ From avec une adresse utilisable',
    })
  if (fromFields > 1) notes.add('two-from', twoFrom(fromFields, fromAll.map(({ address }) => address).join(', ')))
  if (messageId === null)
    notes.add('no-message-id', { en: 'no Message-ID that can be read', fr: 'aucun Message-ID lisible' })
}

const twoFrom = (count: number, addresses: string): Sentence => ({
  en: `${count} From fields: ${addresses}`,
  fr: `${count} champs From : ${addresses}`,
})

function readDate(raw: string, notes: Notes): Date | null {
  const date = parseMailDate(raw)
  if (!date && raw !== '') notes.add('bad-date', alike(raw.slice(0, 100)))
  return date
}

/** Subjects are shown on one line: no control characters, and no marks that turn the rest of a page around. */
function oneLine(text: string): string {
  return text
    .replaceAll(/[\x00-\x1f\x7f-\x9f\u2028\u2029]+/g, ' ')
    .replaceAll(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, MAX_SUBJECT_CHARS)
    .toWellFormed()
}

const hashOnly: AttachmentSink = async (_about, content) => {
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of content) {
    hash.update(chunk)
    size += chunk.length
  }
  return { sha256: hash.digest('hex'), size, storageKey: '' }
}
