import type { Alarms } from '../alarm.ts'
import { alarmTexts } from '../i18n/alarm-texts.ts'
import { createFingerprint } from '../mail/fingerprint.ts'
import type { FileKind, FileStorage, StoredRange } from '../store/files.ts'
import { isJournaled, namedKeys } from '../store/queries/stored-files.ts'
import type { Store } from '../store/types.ts'
import { day } from './job.ts'

interface Tools {
  store: Store
  files: FileStorage
  alarms: Alarms
  now(): number
}

interface Found {
  removed: number
  /** Named by a row, and not there. */
  missing: string[]
  /** Raw mails, and not in the journal. */
  unknown: string[]
}

const page = 1000
const kinds: readonly FileKind[] = ['raw', 'rendered', 'document']

/**
 * Compares files with the rows that name them. A file older than a day that no row names is what a death left, or the second copy of
 * something that was there already: it goes. Whoever stores a file has long committed its row by then, in whichever process. A raw mail goes
 * only where the journal knows it by its fingerprint; else the database may be an older one that was restored, and somebody is told. So is
 * it where a row names a file that is missing.
 */
export async function sweepFiles(tools: Tools, signal: AbortSignal): Promise<object> {
  const before = tools.now() - day
  const found: Found = { removed: 0, missing: [], unknown: [] }
  for (const kind of kinds)
    for await (const range of tools.files.ranges(kind, before)) {
      if (signal.aborted) return counts(found)
      await compare(tools, kind, range, found)
    }
  await tools.files.tidy(before)
  tell(tools.alarms, found)
  return counts(found)
}

/** Files were listed before the rows are read, and a row lets go of its file before the file goes: so none is missed by mistake. */
async function compare(tools: Tools, kind: FileKind, range: StoredRange, found: Found): Promise<void> {
  const unnamed = new Set(range.keys)
  let { from } = range
  for (let more = true; more; ) {
    const named = await namedKeys(tools.store, kind, { from, to: range.to }, page)
    for (const key of named) if (!unnamed.delete(key) && (await isMissing(tools, kind, key))) found.missing.push(key)
    // A key that several rows name comes as often, so the next page begins behind the last one.
    from = `${named.at(-1) ?? ''}\0`
    more = named.length === page
  }
  for (const key of unnamed)
    if (kind === 'raw' && !(await isKnown(tools, key))) found.unknown.push(key)
    else {
      await tools.files.remove(key)
      found.removed += 1
    }
}

/** Asked again, file first: retention may have been at it. */
async function isMissing({ store, files }: Tools, kind: FileKind, key: string): Promise<boolean> {
  if (await files.exists(key)) return false
  return (await namedKeys(store, kind, { from: key, to: `${key}\0` }, 1)).length > 0
}

async function isKnown({ store, files }: Tools, key: string): Promise<boolean> {
  const reader = createFingerprint()
  for await (const chunk of await files.open(key)) reader.update(chunk)
  return isJournaled(store, reader.finish().fingerprint)
}

function tell(alarms: Alarms, { missing, unknown }: Found): void {
  const set = (name: string, text: typeof alarmTexts.filesMissing, keys: readonly string[]) =>
    keys[0] === undefined ? alarms.clear(name) : alarms.raise(name, text(keys.length, keys[0]))
  set('files-missing', alarmTexts.filesMissing, missing)
  set('mails-unknown', alarmTexts.mailsUnknown, unknown)
}

const counts = ({ removed, missing, unknown }: Found) => ({
  removed,
  missing: missing.length,
  unknown: unknown.length,
})
