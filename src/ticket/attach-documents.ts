import type { ItemType, VerbContext } from './types.ts'

/** An attachment whose bytes are already stored. */
export interface NewDocument {
  filename: string
  contentType: string
  sha256: string
  size: number
  storageKey: string
  contentId: string | null
  inline: boolean
  /** unscanned: there is no scanner. waiting: it was away; nobody is given the file until it has looked. */
  scan: 'unscanned' | 'waiting' | 'clean' | 'infected'
  scanDetail: string | null
  /** For technicians alone, also where the item is public. */
  isPrivate?: boolean
}

export interface Place {
  entityId: number
  ticketId: number
  itemType: ItemType
  itemId: number
  isPrivate: boolean
  /** The item's HTML: a picture that stands nowhere in it is listed as a file. */
  html: string | null
}

/** Puts documents on a ticket's item. The same bytes are one document in an entity, however often they come. */
export async function attachDocuments(
  context: VerbContext,
  place: Place,
  documents: readonly NewDocument[],
): Promise<void> {
  for (const document of documents) await attach(context, place, document)
}

async function attach({ tx, now }: VerbContext, place: Place, document: NewDocument): Promise<void> {
  await tx.insert('document_items', {
    document_id: await findOrStore({ tx, now }, place.entityId, document),
    ticket_id: place.ticketId,
    item_type: place.itemType,
    item_id: place.itemId,
    filename: document.filename.slice(0, 255),
    content_id: document.contentId,
    is_inline: document.inline && standsIn(place.html, document.contentId) ? 1 : 0,
    is_private: place.isPrivate || document.isPrivate ? 1 : 0,
    added_at: now,
  })
}

function standsIn(html: string | null, contentId: string | null): boolean {
  if (html === null || contentId === null) return false
  return html.includes(`cid:${contentId}`) || html.includes(`cid:${encodeURIComponent(contentId)}`)
}

async function findOrStore({ tx, now }: VerbContext, entityId: number, document: NewDocument): Promise<number> {
  const inserted = await tx.insertOrIgnore('documents', {
    entity_id: entityId,
    sha256: document.sha256,
    size: document.size,
    content_type: document.contentType.slice(0, 120),
    storage_key: document.storageKey,
    scan: document.scan,
    scan_detail: document.scanDetail,
    created_at: now,
  })
  if (inserted !== null) return inserted
  const known = await tx.first<{ id: number; scan: string; erasedAt: number | null }>(
    'SELECT id, scan, erased_at AS erasedAt FROM documents WHERE entity_id = ? AND sha256 = ?',
    [entityId, document.sha256],
  )
  if (!known) throw new Error('a document that was there is gone')
  if (saysMore(known.scan, document.scan))
    await tx.update('documents', known.id, { scan: document.scan, scan_detail: document.scanDetail })
  // Its file went with a person who was erased; now somebody sends the same.
  if (known.erasedAt !== null)
    await tx.update('documents', known.id, { storage_key: document.storageKey, erased_at: null })
  return known.id
}

/** A scanner that has looked since knows better, and what it once found infected is not taken for clean. */
function saysMore(before: string, now: NewDocument['scan']): boolean {
  return now === 'infected' || (now === 'clean' && before !== 'infected')
}
