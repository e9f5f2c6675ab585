import type { MailAttachment } from '../mail/types.ts'
import type { Entity } from '../settings/directory.ts'
import type { NewDocument } from '../ticket/attach-documents.ts'
import type { Facts } from './reading.ts'
import { type ProcessTools, readStored } from './tools.ts'

const megabyte = 1024 * 1024

/** Which attachments become documents, and which are left out, each with the reason that people read. */
export async function judgeAttachments(
  tools: ProcessTools,
  entity: Entity,
  attachments: readonly MailAttachment[],
): Promise<Pick<Facts, 'documents' | 'leftOut'>> {
  const documents: NewDocument[] = []
  const leftOut: Facts['leftOut'][number][] = []
  for (const attachment of attachments) {
    const reason = reasonToLeaveOut(entity, attachment, documents.length)
    if (reason) leftOut.push({ filename: attachment.filename, reason })
    else documents.push(await toDocument(tools, attachment))
  }
  return { documents, leftOut }
}

function reasonToLeaveOut(
  entity: Entity,
  attachment: MailAttachment,
  taken: number,
): Facts['leftOut'][number]['reason'] | null {
  const { maxMegabytes, maxCount, drop } = entity.settings.attachments
  if (attachment.storageKey === '' && attachment.size > 0) return 'unreadable'
  if (attachment.size > maxMegabytes * megabyte) return 'too-large'
  if (taken >= maxCount) return 'too-many'
  return drop.includes(attachment.contentType) || drop.includes(attachment.declaredType) ? 'type' : null
}

/** An infected file is kept from people, but stays listed, so that everybody knows. */
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
    scanDetail: scan?.detail ?? null,
  }
}
