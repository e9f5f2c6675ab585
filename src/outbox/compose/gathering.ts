import { type Language, languageOf } from '../../i18n/language.ts'
import type { MailEvent } from '../../mail-template/registry.ts'
import type { Marks } from '../../signing/marks.ts'
import type { MailContext, OutboxRow } from '../../store/queries/outbox.ts'
import type { Statements } from '../../store/types.ts'
import { type FrozenData, readFrozen } from '../frozen.ts'
import type { DeskSettings, OutboxSettings } from '../settings.ts'
import { loadFiles, type MailFile } from './files.ts'
import type { Item } from './item.ts'

/** All that one mail is made from, read once. */
export interface Gathering {
  db: Statements
  marks: Marks
  settings: OutboxSettings
  desk: DeskSettings
  mail: OutboxRow
  context: MailContext
  event: MailEvent
  language: Language
  frozen: FrozenData
  /** What it shows, or null where it shows no item. */
  item: Item | null
  /** Of the item; none where the mail only names them. */
  files: readonly MailFile[]
  /** Those of them that would come along, but for their size. */
  keptFiles: readonly MailFile[]
}

export async function gather(
  from: Pick<Gathering, 'db' | 'marks' | 'settings' | 'mail' | 'context' | 'event' | 'item'>,
): Promise<Gathering> {
  const { mail } = from
  const frozen = readFrozen(mail.data)
  return {
    ...from,
    desk: from.settings.desk(mail.mailbox_id, mail.entity_id),
    language: languageOf(mail.language),
    frozen,
    keptFiles: [],
    files: await loadFiles({ ...from, frozen }),
  }
}
