import { PermanentError } from '../errors.ts'
import { alike } from '../i18n/sentence.ts'
import { realType } from './attachments.ts'
import { safeFilename } from './filename.ts'
import { MAX_ATTACHMENTS, TYPE_SAMPLE_BYTES } from './limits.ts'
import type { Notes } from './notes.ts'
import { tooManyAttachments } from './notes.ts'
import { isTnef, type Part } from './part.ts'
import { readTnef, type TnefFile } from './tnef.ts'
import type { AttachmentSink, MailAttachment } from './types.ts'
import type { UuFile } from './uuencode.ts'

/** A file that came out of another part: a winmail.dat, or a text with uuencoded files in it. */
type UnpackedFile = Pick<MailAttachment, 'filename' | 'declaredType' | 'contentId' | 'part'> & { content: Buffer }

/** The files in the winmail.dat parts of a mail; the part itself stays an attachment where it cannot be read. */
export function tnefFiles(parts: readonly Part[], notes: Notes): UnpackedFile[] {
  const found: UnpackedFile[] = []
  for (const part of parts) {
    if (!isTnef(part) || !part.content) continue
    const files = part.content.cut ? null : readTnef(part.content.bytes)
    if (files === null) notes.add('tnef-unreadable', alike(`part ${part.number || '1'}`))
    else found.push(...files.map((file, index) => fromTnef(file, `${part.number || '1'}.${index + 1}`)))
  }
  return found
}

export function uuFiles(files: readonly UuFile[], part: Part): UnpackedFile[] {
  return files.map(({ name, content }, index) => ({
    filename: safeFilename(name, 'application/octet-stream'),
    declaredType: 'application/octet-stream',
    contentId: null,
    part: `${part.number || '1'}.${index + 1}`,
    content,
  }))
}

/** Gives unpacked files to the sink, as if they had been attached. */
export async function storeUnpacked(
  files: readonly UnpackedFile[],
  sink: AttachmentSink,
  notes: Notes,
  already: number,
): Promise<MailAttachment[]> {
  const stored: MailAttachment[] = []
  for (const { content, ...about } of files) {
    if (already + stored.length >= MAX_ATTACHMENTS) {
      notes.add('too-many-attachments', tooManyAttachments)
      break
    }
    try {
      const answer = await sink(about, piecesOf(content))
      const contentType = await realType(content.subarray(0, TYPE_SAMPLE_BYTES), about.declaredType)
      stored.push({ ...answer, ...about, contentType, inline: about.contentId !== null, text: null })
    } catch (error) {
      if (!(error instanceof PermanentError)) throw error
      notes.add('attachment-refused', alike(`${about.filename}: ${error.message}`))
    }
  }
  return stored
}

function fromTnef(file: TnefFile, part: string): UnpackedFile {
  const declaredType = /^[\w.+-]+\/[\w.+-]+$/.test(file.type) ? file.type : 'application/octet-stream'
  return {
    filename: safeFilename(file.name, declaredType),
    declaredType,
    contentId: file.contentId,
    part,
    content: file.content,
  }
}

async function* piecesOf(content: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += 65_536) yield content.subarray(at, at + 65_536)
}
