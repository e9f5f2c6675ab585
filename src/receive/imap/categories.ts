/** What became of a mail, as the ledger counts it. */
type FiledCategory = 'accepted' | 'duplicate' | 'bounced' | 'ignored' | 'held' | 'refused' | 'parked'

/** The one table from what became of a mail to the folder that it is filed in. */
const folders: Record<FiledCategory, 'accepted' | 'refused'> = {
  accepted: 'accepted',
  duplicate: 'accepted',
  bounced: 'accepted',
  ignored: 'accepted',
  held: 'accepted',
  refused: 'refused',
  parked: 'refused',
}

/** Null for a mail that is not decided yet. */
export function folderFor(mail: { status: string; category: string | null }): 'accepted' | 'refused' | null {
  if (mail.status === 'parked') return folders.parked
  if (mail.status !== 'done' || mail.category === null) return null
  return isFiled(mail.category) ? folders[mail.category] : null
}

function isFiled(category: string): category is FiledCategory {
  return Object.hasOwn(folders, category)
}
