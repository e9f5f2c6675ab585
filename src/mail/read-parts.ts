import type { MimeNode } from '@zone-eu/mailsplit'
import { isBodyPart } from './body-choice.ts'
import { charsetOfWords } from './encoded-words.ts'
import type { Notes } from './notes.ts'
import { isMultipart, type Part, toPart } from './part.ts'
import { type PartReader, readBetween, readPart } from './part-reader.ts'
import { splitMail } from './split.ts'
import type { AttachmentSink } from './types.ts'

export interface ReadMail {
  /** Null for a mail without a single octet. */
  root: Part | null
  size: number
  /** Charsets that the mail names, for what names none. */
  hints: string[]
}

/** Reads a mail into its tree of parts; bodies stay in memory (bounded), all else goes to the sink as it streams by. `prefix` goes before the part numbers. */
export async function readParts(
  source: AsyncIterable<Uint8Array>,
  sink: AttachmentSink,
  notes: Notes,
  prefix = '',
): Promise<ReadMail> {
  const mail: ReadMail = { root: null, size: 0, hints: [] }
  const parts = new Map<MimeNode, Part>()
  let reader: PartReader | null = null
  const context = { sink, notes, bodyBytes: 0, attachments: 0 }
  try {
    const items = splitMail(source, notes, (count) => {
      mail.size += count
    })
    for await (const item of items) {
      if (item.kind === 'part') {
        await reader?.end()
        const part = toPart(
          item.node,
          (item.node.parentNode && parts.get(item.node.parentNode)) || null,
          mail.hints,
          notes,
        )
        if (!part.parent && prefix !== '') part.number = `${prefix}${part.number || '1'}`
        parts.set(item.node, part)
        mail.root ??= part
        addHints(part, mail.hints)
        reader = isMultipart(part) ? readBetween(part, context) : readPart(part, isBodyPart(part), context)
      } else if (reader && parts.get(item.node) === reader.part) await reader.write(item.bytes)
    }
    await reader?.end()
    reader = null
  } finally {
    reader?.abandon()
  }
  return mail
}

const MAX_HINTS = 10

function addHints(part: Part, hints: string[]): void {
  const subject = part.parent ? '' : (part.fields.find((field) => field.name === 'subject')?.raw ?? '')
  const from = part.parent ? '' : (part.fields.find((field) => field.name === 'from')?.raw ?? '')
  for (const name of [part.parameters.get('charset') ?? '', charsetOfWords(subject), charsetOfWords(from)]) {
    const charset = name.toLowerCase()
    if (charset !== '' && hints.length < MAX_HINTS && !hints.includes(charset)) hints.push(charset)
  }
}
