import type { ParsedMail } from '../mail/types.ts'
import type { SentText } from '../reply/types.ts'
import type { Marks } from '../signing/marks.ts'
import { readMessageId, readReplyAddress, readVerp } from '../signing/places.ts'
import { findRenamed } from '../store/queries/renamed-mails.ts'
import type { Row } from '../store/schema.ts'
import type { Statements } from '../store/types.ts'
import type { FoundMark } from '../threading/find-ticket.ts'

/** Verified marks of a mail, each with the row it names. */
export interface Found {
  marks: FoundMark[]
  verp: FoundMark | null
  link: Row<'action_links'> | null
  sent: SentText[]
}

/** So many addresses and ids of one mail are looked at. */
const mostLooked = 60
/** So many of our mails are compared with what a mail quotes. */
const mostSent = 5
const recipientFields = new Set(['to', 'cc', 'delivered-to', 'x-original-to', 'envelope-to'])

/** Finds our signed marks in the addresses that a mail was sent to and in the ids it refers to; where there is none, ids that a relay gave to mails of ours. */
export async function findMarks(
  store: Statements,
  { marks, delimiters }: { marks: Marks; delimiters: readonly string[] },
  mail: ParsedMail,
  envelopeTo: string | null,
): Promise<Found> {
  const addresses = recipients(mail, envelopeTo)
  const inAddress = verified(addresses, delimiters, (address, tail) =>
    verify(marks, 'reply', readReplyAddress(address, tail)),
  )
  const inReference = verified(referred(mail), [''], (id) => verify(marks, 'message', readMessageId(id)))
  const inVerp = verified(addresses, delimiters, (address, tail) => verify(marks, 'verp', readVerp(address, tail)))
  const [linkId] = verified(addresses, delimiters, (address, tail) =>
    verify(marks, 'link', readReplyAddress(address, tail)),
  )
  const renamed = inReference.length === 0 ? await findRenamed(store, referred(mail)) : []
  const rows = await readRows(store, [...new Set([...inAddress, ...inReference, ...inVerp, ...renamed])])
  const pick = (ids: readonly number[], place: FoundMark['place']) => ids.flatMap((id) => toMark(rows.get(id), place))
  return {
    marks: [
      ...pick(inAddress, 'address'),
      ...pick(inReference, 'reference'),
      ...pick(renamed, 'unsigned'),
      ...pick(inVerp, 'unsigned'),
    ],
    verp: pick(inVerp, 'address')[0] ?? null,
    link: linkId === undefined ? null : await store.byId('action_links', linkId),
    sent: [...new Set([...inAddress, ...inReference, ...renamed])]
      .slice(0, mostSent)
      .flatMap((id) => toSent(rows.get(id))),
  }
}

function recipients(mail: ParsedMail, envelopeTo: string | null): string[] {
  const fields = mail.headers.filter(({ name }) => recipientFields.has(name) && name !== 'to' && name !== 'cc')
  const named = [...mail.to, ...mail.cc].map(({ address }) => address)
  const traced = fields.map(({ value }) => value.replaceAll(/[<>\s]/g, ''))
  return [...new Set([...(envelopeTo === null ? [] : [envelopeTo]), ...named, ...traced])].slice(0, mostLooked)
}

/** What a mail refers to, nearest first. */
function referred(mail: ParsedMail): string[] {
  return [...new Set([...mail.inReplyTo, ...[...mail.references].reverse()])].slice(0, mostLooked)
}

function verify(marks: Marks, kind: Parameters<Marks['verify']>[0], mark: string | null): number | null {
  return mark === null ? null : marks.verify(kind, mark)
}

/** The rows that places name, whichever delimiter stands before the mark. */
function verified(
  places: readonly string[],
  delimiters: readonly string[],
  read: (place: string, delimiter: string) => number | null,
): number[] {
  const found = places.flatMap((place) => delimiters.map((delimiter) => read(place, delimiter)))
  return [...new Set(found.filter((id) => id !== null))]
}

const columns =
  'id, ticket_id, person_id, to_address, is_private, event, item_type, item_id, sent_text, sent_html_text, created_at'
type SentRow = Pick<
  Row<'outbox_mails'>,
  | 'id'
  | 'ticket_id'
  | 'person_id'
  | 'to_address'
  | 'is_private'
  | 'event'
  | 'item_type'
  | 'item_id'
  | 'sent_text'
  | 'sent_html_text'
  | 'created_at'
>

async function readRows(store: Statements, ids: readonly number[]): Promise<Map<number, SentRow>> {
  if (ids.length === 0) return new Map()
  const rows = await store.all<SentRow>(
    `SELECT ${columns} FROM outbox_mails WHERE id IN (${ids.map(() => '?').join(',')})`,
    ids,
  )
  return new Map(rows.map((row) => [row.id, row]))
}

function toMark(row: SentRow | undefined, place: FoundMark['place']): FoundMark[] {
  if (!row) return []
  return [
    {
      place,
      outboxId: row.id,
      ticketId: row.ticket_id,
      personId: row.person_id,
      toAddress: row.to_address,
      isPrivate: row.is_private === 1,
      event: row.event,
      itemType: row.item_type,
      itemId: row.item_id,
      createdAt: row.created_at,
    },
  ]
}

function toSent(row: SentRow | undefined): SentText[] {
  if (!row) return []
  const known = { isPrivate: row.is_private === 1, asksAgain: row.event === 'command-unknown' }
  return [row.sent_text, row.sent_html_text].filter((text) => text !== null).map((text) => ({ text, ...known }))
}
