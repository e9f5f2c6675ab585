import type { MailAttachment, ParsedMail } from '../mail/types.ts'
import type { Entity } from '../settings/directory.ts'
import type { NewDocument } from '../ticket/attach-documents.ts'
import type { Facts, LeftOut } from './reading.ts'
import { type ProcessTools, readStored } from './tools.ts'

const megabyte = 1024 * 1024

/**
 * Which attachments become documents, and which are left out or kept from people, each with the reason that they read; and the one for
 * which the entity refuses the whole mail, where there is one. Nothing is scanned of a mail that is refused.
 */
export async function judgeAttachments(
  tools: ProcessTools,
  entity: Entity,
  { attachments, notes }: Pick<ParsedMail, 'attachments' | 'notes'>,
): Promise<Pick<Facts, 'documents' | 'leftOut' | 'refusedFile'>> {
  const refused = attachments.find((attachment) => isOfType(attachment, entity.settings.attachments.refuse))
  if (refused) return { documents: [], leftOut: [], refusedFile: refused.filename }
  const documents: NewDocument[] = []
  const leftOut: LeftOut[] = []
  for (const attachment of attachments) {
    const { filename } = attachment
    const reason = reasonToLeaveOut(entity, attachment, documents.length)
    const document = reason === null ? await toDocument(tools, attachment) : null
    if (document) documents.push(document)
    const why = reason ?? (document && reasonToKeepBack(document))
    if (why) leftOut.push({ filename, reason: why })
  }
  if (notes.some(({ code }) => code === 'too-many-attachments')) leftOut.push({ filename: '…', reason: 'too-many' })
  return { documents, leftOut, refusedFile: null }
}

function isOfType({ contentType, declaredType }: MailAttachment, types: readonly string[]): boolean {
  return types.includes(contentType) || types.includes(declaredType)
}

function reasonToLeaveOut(entity: Entity, attachment: MailAttachment, taken: number): LeftOut['reason'] | null {
  const { maxMegabytes, maxCount, drop } = entity.settings.attachments
  if (attachment.storageKey === '' && attachment.size > 0) return 'unreadable'
  if (attachment.size > maxMegabytes * megabyte) return 'too-large'
  if (taken >= maxCount) return 'too-many'
  return isOfType(attachment, drop) ? 'type' : null
}

/** Such a file stands on the ticket, so that everybody knows of it, but nobody is given it. */
function reasonToKeepBack({ scan }: NewDocument): LeftOut['reason'] | null {
  if (scan === 'infected') return 'infected'
  return scan === 'waiting' ? 'unscanned' : null
}

async function toDocument(tools: ProcessTools, attachment: MailAttachment): Promise<NewDocument> {
  const { filename, contentType, sha256, size, storageKey, contentId, inline } = attachment
  const scan = tools.scan ? await tools.scan(readStored(tools.files, storageKey)) : null
  return {
    filename,
    contentType,
    sha256,
    size,
    storageKey,
    contentId,
    inline,
    scan: scan === null ? 'unscanned' : scan.verdict,
    scanDetail: scan?.detail?.slice(0, 300) ?? null,
  }
}
