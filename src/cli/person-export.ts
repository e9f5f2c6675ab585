import { createWriteStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Language } from '../i18n/language.ts'
import { personWords } from '../i18n/person-words.ts'
import type { FileStorage } from '../store/files.ts'
import {
  documentsOf,
  journalOf,
  outboxRows,
  personRecord,
  sightingRows,
  ticketRecord,
} from '../store/queries/person-data.ts'
import { findSubject, mailsFrom, outboxTo, type Subject, ticketsOf } from '../store/queries/person-scope.ts'
import type { Store } from '../store/types.ts'
import { showLine } from './safe-text.ts'

interface ExportDesk {
  store: Store
  files: FileStorage
}

/** Where it is written, and what was. */
interface Target extends ExportDesk {
  folder: string
  written: number
  missing: number
}

/**
 * `guichet person export ADDRESS|ID [--out FOLDER]`: all that is held on a person, in a new folder that only its maker may read: JSON, mails as they
 * came and went (.eml), documents. Gives the exit status.
 */
export async function exportPerson(
  desk: ExportDesk,
  who: string,
  options: { language: Language; folder: string | null },
  write: (line: string) => void,
): Promise<number> {
  const words = personWords[options.language]
  const subject = await findSubject(desk.store, who)
  if (!subject) {
    write(words.nobody(showLine(who)))
    return 1
  }
  const folder = resolve(options.folder ?? `person-${subject.id}`)
  if (!(await makeFolder(folder))) {
    write(words.folderTaken(folder))
    return 1
  }
  const target: Target = { ...desk, folder, written: 0, missing: 0 }
  await exportMails(target, subject)
  for (const id of await ticketsOf(desk.store, subject.id)) await exportTicket(target, subject, id)
  await writeJson(target, 'person.json', { person: subject, ...(await personRecord(desk.store, subject)) })
  write(words.exported(folder, target.written, target.missing))
  return 0
}

/** False where there is one: nothing is ever mixed with what stands there. */
async function makeFolder(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { mode: 0o700 })
    for (const part of ['mails-in', 'mails-out', 'tickets', 'documents'])
      await mkdir(join(folder, part), { mode: 0o700 })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

async function exportMails(target: Target, subject: Subject): Promise<void> {
  const { store } = target
  const ids = (await mailsFrom(store, subject.addresses)).map(({ id }) => id)
  const received = await journalOf(store, ids)
  await writeJson(target, 'mails-in.json', received)
  await writeJson(target, 'sightings.json', await sightingRows(store, ids))
  for (const mail of received) await copyFile(target, mail.raw_key, join('mails-in', `${mail.id}.eml`))
  const sent = await outboxRows(
    store,
    (await outboxTo(store, subject)).map(({ id }) => id),
  )
  await writeJson(target, 'mails-out.json', sent)
  for (const mail of sent) await copyFile(target, mail.raw_key, join('mails-out', `${mail.id}.eml`))
}

async function exportTicket(target: Target, subject: Subject, ticketId: number): Promise<void> {
  await writeJson(target, join('tickets', `${ticketId}.json`), await ticketRecord(target.store, ticketId, subject.id))
  for (const document of await documentsOf(target.store, ticketId))
    await copyFile(
      target,
      document.storage_key,
      join('documents', `${ticketId}-${document.id}-${safeName(document.filename)}`),
    )
}

/** Readable, and no path: what a sender called a file may be anything. */
const safeName = (filename: string): string =>
  filename
    .replaceAll(/[^\p{L}\p{N}._-]+/gu, '_')
    .replace(/^\.+/, '_')
    .slice(-60)

async function writeJson(target: Target, name: string, value: unknown): Promise<void> {
  await writeFile(join(target.folder, name), `${JSON.stringify(value, null, 2)}\n`, { flag: 'wx', mode: 0o600 })
  target.written += 1
}

/** What retention has taken is not there any more; the JSON shows that it was. */
async function copyFile(target: Target, key: string | null, name: string): Promise<void> {
  if (key === null || !(await target.files.exists(key))) {
    target.missing += 1
    return
  }
  await pipeline(
    await target.files.open(key),
    createWriteStream(join(target.folder, name), { flags: 'wx', mode: 0o600 }),
  )
  target.written += 1
}
