import { excerptOf } from '../../mail-template/history.ts'
import { type ItemRow, loadItemRow, loadNames, loadNotices, type NoticeRow } from '../../store/queries/outbox-items.ts'
import { subjectTag } from '../subject-tag.ts'
import type { Gathering } from './gathering.ts'

/** Characters of an item that a digest shows. */
const excerptCharacters = 200

/** The notices of a digest, without what has been deleted or taken out of sight since: their ids are the fact `mailIds`. */
export async function makeNotices(from: Gathering): Promise<object> {
  const fact = from.frozen.facts['mailIds']
  const ids = Array.isArray(fact) ? fact.filter((id) => typeof id === 'number') : []
  const notices: object[] = []
  for (const row of await loadNotices(from.db, ids)) {
    const item = await loadItemOf(from, row)
    if (item && (item.deleted_at !== null || (item.is_private === 1 && row.is_private === 0))) continue
    notices.push(await makeNotice(from, row, item))
  }
  return { notices }
}

async function loadItemOf({ db }: Gathering, row: NoticeRow): Promise<ItemRow | null> {
  const type = row.item_type
  if (row.item_id === null || (type !== 'ticket' && type !== 'followup' && type !== 'solution')) return null
  return loadItemRow(db, type, row.item_id)
}

async function makeNotice(from: Gathering, row: NoticeRow, item: ItemRow | null): Promise<object> {
  const authorId = item?.author_id ?? null
  const name = authorId === null ? undefined : (await loadNames(from.db, [authorId])).get(authorId)
  return {
    ticket: {
      number: row.ticket_id,
      tag: subjectTag(from.settings.instance.prefix, row.ticket_id),
      title: row.title,
      status: row.ticket_status,
      url: null,
    },
    author: name ?? from.desk.senderName,
    at: new Date(row.created_at).toISOString(),
    private: row.is_private === 1,
    excerpt: excerptOf(item?.content_text ?? '', excerptCharacters),
  }
}
