import type { Directory } from '../settings/directory.ts'
import { isLinkAct, type LinkAct } from '../store/link-act.ts'
import { type LinkRows, loadLinkRows } from '../store/queries/link-rows.ts'
import { loadNames } from '../store/queries/outbox-items.ts'
import type { Row } from '../store/schema.ts'
import type { Statements } from '../store/types.ts'
import { judgeLink, type LinkState } from './judge-link.ts'
import { readObserverAddress } from './link-data.ts'
import { mayUse } from './may-use.ts'

/** What the page of a link shows: what it would do, and what is true now. */
export interface LinkFacts {
  act: LinkAct
  state: LinkState
  rows: LinkRows
  /** Whose decision it is; null where the person is gone. */
  person: Row<'persons'> | null
  /** Names of the persons in the rows, by id. */
  names: Map<number, string>
  desk: { name: string; address: string | null }
  /** The held mail that a technician is asked about. */
  mail: Row<'inbound_mails'> | null
  /** Whom the link would add. */
  observer: string | null
}

/** Reads what a link is about; null where there is no such link, or its entity is no longer in the settings. Changes nothing. */
export async function readLink(
  db: Statements,
  directory: Directory,
  linkId: number,
  now: number,
): Promise<LinkFacts | null> {
  const link = await db.byId('action_links', linkId)
  const entity = directory.entities.find(({ id }) => id === link?.entity_id)
  if (!link || !entity || !isLinkAct(link.act)) return null
  const rows = await loadLinkRows(db, link)
  const { solution, confirmation } = rows
  const people = [solution?.author_id, solution?.answered_by, rows.ticket?.closed_by]
  const { settings, mailboxes } = entity
  return {
    act: link.act,
    state: judgeLink(rows, link.act, await mayUse(db, link), now),
    rows,
    person: link.person_id === null ? null : await db.byId('persons', link.person_id),
    names: await loadNames(db, [...new Set(people.filter((id) => id !== null && id !== undefined))]),
    desk: { name: settings.name, address: mailboxes[0]?.settings.address ?? null },
    mail: confirmation === null ? null : await db.byId('inbound_mails', confirmation.inbound_mail_id),
    observer: readObserverAddress(link.data),
  }
}
