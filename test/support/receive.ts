import { systemClock } from '../../src/clock.ts'
import type { AcceptContext } from '../../src/receive/accept.ts'
import type { Alarms } from '../../src/receive/alarms.ts'
import type { MailboxSetup } from '../../src/receive/settings.ts'
import type { FileStorage } from '../../src/store/files.ts'
import { createGroupCommit } from '../../src/store/group-commit.ts'
import { localFiles } from '../../src/store/local-files.ts'
import type { Row } from '../../src/store/schema.ts'
import type { Store } from '../../src/store/types.ts'
import { temporaryStore } from './store.ts'

export interface ReceiveBench {
  store: Store
  files: FileStorage
  folder: string
  accept: AcceptContext
  /** How often the process worker was woken. */
  wakes(): number
  refusals(): number
  /** An entity with one mailbox. */
  addMailbox(key: string, address: string, more?: Partial<MailboxSetup>): Promise<MailboxSetup>
  mails(): Promise<Row<'inbound_mails'>[]>
  sightings(): Promise<Row<'sightings'>[]>
  remove(): Promise<void>
}

/** A store and a folder for files, empty, for what takes mail in. `other`: in place of SQLite; closed by whoever opened it. */
export async function receiveBench(other?: Store): Promise<ReceiveBench> {
  const { store: own, folder, remove } = await temporaryStore()
  const store = other ?? own
  const files = await localFiles(`${folder}/files`)
  let woken = 0
  let refused = 0
  return {
    store,
    files,
    folder,
    accept: {
      ...{ store, group: createGroupCommit(store), files, clock: systemClock },
      wake: () => void woken++,
      refused: () => void refused++,
    },
    wakes: () => woken,
    refusals: () => refused,
    addMailbox: async (key, address, more = {}) => {
      const entityId = more.entityId ?? (await store.insert('entities', { key: `entity-${key}`, name: key }))
      const mailboxId = await store.insert('mailboxes', { entity_id: entityId, key, address })
      return { key, address, entityId, mailboxId, aliases: [], delimiter: '+', imap: null, ...more }
    },
    mails: () => store.all('SELECT * FROM inbound_mails ORDER BY id'),
    sightings: () => store.all('SELECT * FROM sightings ORDER BY id'),
    remove,
  }
}

export interface RecordedAlarms extends Alarms {
  /** Those that stand, by name. */
  standing: Map<string, string>
}

export function recordAlarms(): RecordedAlarms {
  const standing = new Map<string, string>()
  return {
    standing,
    raise: (name, text) => void standing.set(name, text.en),
    clear: (name) => void standing.delete(name),
  }
}

/** A small mail, CRLF; `more` are whole header lines. */
export function rawMail(subject: string, more: { id?: string; headers?: string[]; body?: string } = {}): string {
  const lines = [
    ...(more.headers ?? []),
    'From: Ada <ada@example.org>',
    'To: support@desk.example',
    `Subject: ${subject}`,
    `Message-ID: <${more.id ?? subject.replaceAll(/[^a-z0-9]/gi, '-')}@example.org>`,
    'Date: Tue, 24 Nov 2026 05:00:00 +0000',
    '',
    more.body ?? `About ${subject}.`,
    '',
  ]
  return lines.join('\r\n')
}

export async function* inChunks(text: string | Buffer, size = 100): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size)
}

/** Waits until `check` gives something that is not false, null or undefined; fails with what it stood at. */
export async function eventually<T>(check: () => Promise<T> | T, patience = 30_000): Promise<NonNullable<T>> {
  const until = Date.now() + patience
  for (;;) {
    const found = await check()
    if (found !== null && found !== undefined && found !== false) return found
    if (Date.now() > until) throw new Error(`it did not happen: ${check.toString().slice(0, 300)}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
