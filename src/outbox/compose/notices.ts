import { isLabelKey } from '../../i18n/translate.ts'
import { excerptOf } from '../../mail-template/history.ts'
import { type ItemRow, loadActors, loadItemRow, loadNotices, type NoticeRow } from '../../store/queries/outbox-items.ts'
import { type Facts, readFrozen } from '../frozen.ts'
import { subjectTag } from '../subject-tag.ts'
import { nameOf } from './author-in-from.ts'
import type { Gathering } from './gathering.ts'
import { makePair, replyMailto } from './links.ts'

/** Characters of an item that a digest shows. */
const excerptCharacters = 200

/** Of a title in the subject of a link: programs cut links of more than some 2,000 octets, and a letter can take nine. */
const titleCharacters = 60

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
  const notice = gatherNotice(from, row)
  const { facts } = notice.frozen
  const tag = subjectTag(from.settings.instance.prefix, row.ticket_id)
  return {
    ticket: {
      number: row.ticket_id,
      tag,
      title: row.title,
      status: row.ticket_status,
      url: null,
    },
    what: row.event,
    author: (await nameOf(from, await whoDidIt(from, row, item, facts))) ?? from.desk.senderName,
    at: new Date(row.created_at).toISOString(),
    private: row.is_private === 1,
    excerpt: excerptOf(wordsOf(row, item, facts), excerptCharacters),
    replyMailto: replyMailto(notice, row.id, `${tag} ${excerptOf(row.title, titleCharacters)}`),
    offers: offersOf(notice),
  }
}

/** As if the notice were a mail of its own, which it would have been. */
const gatherNotice = (from: Gathering, row: NoticeRow): Gathering => ({
  ...from,
  mail: { ...from.mail, ticket_id: row.ticket_id },
  desk: from.settings.desk(row.mailbox_id, from.mail.entity_id),
  frozen: readFrozen(row.data),
})

/** What the notice’s links do. The link that adds the first of the fact `addresses` is named `add-0`. */
function offersOf(notice: Gathering): object[] {
  const { links, facts } = notice.frozen
  return Object.entries(links).flatMap(([name, id]) => {
    const [what = '', place] = name.split('-')
    if (!isLabelKey(`offer.${what}`)) return []
    const pair = makePair(notice, what, id)
    const whom = place === undefined ? '' : String([facts['addresses']].flat()[Number(place)] ?? '')
    return [{ what, whom, web: pair[what], mailto: pair[`${what}Mailto`] }]
  })
}

/** Events about the answer to a solution, which is their item. */
const answers: ReadonlySet<string> = new Set(['solution-approved', 'solution-refused', 'answer-undone'])

async function whoDidIt({ db }: Gathering, row: NoticeRow, item: ItemRow | null, facts: Facts): Promise<unknown> {
  if (facts['authorId'] !== undefined) return facts['authorId']
  if (item === null || answers.has(row.event)) return item?.answered_by ?? null
  if (item.author_id !== null || row.item_type !== 'ticket') return item.author_id
  return (await loadActors(db, row.ticket_id)).find((actor) => actor.role === 'requester')?.person_id ?? null
}

/** What was said; nothing where the event itself says it all. */
function wordsOf(row: NoticeRow, item: ItemRow | null, facts: Facts): string {
  if (row.event === 'bounce-notice') return `${facts['recipient']}: ${facts['diagnostic']}`
  if (row.event === 'observer-proposed') return [facts['addresses']].flat().join(', ')
  if (row.event === 'closed-technician') return ''
  if (answers.has(row.event)) return row.event === 'solution-refused' ? (item?.answer_reason ?? '') : ''
  return item?.content_text ?? ''
}
