import type { Language } from '../../i18n/language.ts'
import { t } from '../../i18n/translate.ts'
import { type FileRow, loadItemFiles } from '../../store/queries/outbox-items.ts'
import type { Statements } from '../../store/types.ts'
import type { FrozenData } from '../frozen.ts'
import type { Item } from './item.ts'

export interface MailFile extends FileRow {
  /** Content-ID in our mail: what the sender gave may be used twice, or meant to break our headers. */
  cid: string
}

/** A mail that was taken in has at most so many files; what is beyond has been dropped there, with a line that says so. */
const mostFiles = 1000

interface FilesOf {
  db: Statements
  mail: { is_private: number }
  event: string
  item: Item | null
  frozen: FrozenData
}

export async function loadFiles(from: FilesOf): Promise<MailFile[]> {
  const bearer = bearerOf(from)
  if (bearer === null) return []
  const rows = await loadItemFiles(from.db, bearer, { withPrivate: from.mail.is_private === 1, most: mostFiles })
  return rows.map((row) => ({ ...row, cid: `f${row.id}@guichet.invalid` }))
}

/** Whose files they are: the item's, but of a refusal those of the reply that refused. */
function bearerOf({ event, item, frozen }: FilesOf): FileBearer | null {
  if (event !== 'solution-refused') return item
  const { followupId } = frozen.facts
  return typeof followupId === 'number' ? { type: 'followup', id: followupId } : null
}

type FileBearer = Parameters<typeof loadItemFiles>[1]

/** What a mail says of its files: pictures that stand in the text are not listed again, and of what does not fit it says so. */
export function namedFiles(
  files: readonly MailFile[],
  kept: readonly MailFile[],
  language: Language,
): { filename: string; size: number }[] {
  return files
    .filter((file) => file.is_inline === 0)
    .map((file) => ({
      filename: kept.includes(file) ? `${file.filename} – ${t(language, 'files.kept')}` : file.filename,
      size: file.size,
    }))
}

/** The files that fit into a mail, small ones not being pushed out by a large one before them. */
export function filesThatFit(files: readonly MailFile[], mostBytes: number): MailFile[] {
  let left = mostBytes
  return files.filter((file) => {
    if (file.size > left) return false
    left -= file.size
    return true
  })
}

/**
 * HTML whose pictures are those of this mail: `cid:` of the sender's mail becomes ours, and a picture that does not come
 * along is left out rather than shown as a broken frame.
 */
export function pointToFiles(html: string, files: readonly MailFile[]): string {
  const ours = new Map<string, string>()
  for (const file of files) if (file.content_id) ours.set(file.content_id.replace(/^<|>$/g, ''), file.cid)
  return html.replaceAll(/<img\b[^<>]*>/gi, (tag) => {
    const id = /\bsrc\s*=\s*["']?cid:([^"'\s>]+)/i.exec(tag)?.[1]
    if (id === undefined) return tag
    const cid = ours.get(id) ?? ours.get(decoded(id))
    return cid === undefined ? '' : tag.replace(`cid:${id}`, () => `cid:${cid}`)
  })
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id)
  } catch {
    return id
  }
}
