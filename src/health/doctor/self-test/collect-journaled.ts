import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../../../clock.ts'
import type { CollectedHead, Wanted } from '../../../receive/imap/collect-heads.ts'
import type { FileStorage } from '../../../store/files.ts'
import { recentRawKeys } from '../../../store/queries/recent-mails.ts'
import type { Store } from '../../../store/types.ts'
import { readHead, valuesOf } from './read-head.ts'

const longestHead = 64 * 1024
const lookEvery = 500
/** A busy desk takes in no more within the time that is waited. */
const mostRecent = 200

/** Waits for mails that a running desk takes in by LMTP: they stand in its journal. */
export async function collectJournaled(
  { store, files, clock }: { store: Store; files: FileStorage; clock: Clock },
  mailboxKey: string,
  wanted: Wanted,
  since: number,
): Promise<CollectedHead[]> {
  const heads = new Map<string, CollectedHead | null>()
  for (;;) {
    for (const key of await recentRawKeys(store, mailboxKey, since, mostRecent))
      if (!heads.has(key)) heads.set(key, await lookAt(files, key, wanted.reference))
    const found = [...heads.values()].filter((head) => head !== null)
    if (found.length >= wanted.count || clock.now() >= wanted.until) return found
    await sleep(lookEvery)
  }
}

async function lookAt(files: FileStorage, key: string, reference: string): Promise<CollectedHead | null> {
  const head = await headOf(files, key)
  const subject = valuesOf(readHead(head), ['subject'])[0] ?? ''
  return subject.includes(reference) ? { folder: 'journal', subject, head } : null
}

async function headOf(files: FileStorage, key: string): Promise<string> {
  let text = ''
  for await (const chunk of await files.open(key)) {
    text += Buffer.from(chunk).toString('latin1')
    const end = text.search(/\r?\n\r?\n/)
    if (end >= 0) return text.slice(0, end)
    if (text.length >= longestHead) break
  }
  return text.slice(0, longestHead)
}
