import type { Alarms } from '../alarm.ts'
import { alarmTexts } from '../i18n/alarm-texts.ts'
import { type ProcessTools, readStored } from '../process/tools.ts'
import type { FileStorage } from '../store/files.ts'
import { waitingDocuments, writeScan } from '../store/queries/waiting-documents.ts'
import type { Store } from '../store/types.ts'

interface Tools {
  store: Store
  files: FileStorage
  alarms: Alarms
  scan: ProcessTools['scan']
}

const batch = 50

/**
 * Has the scanner look at the files that came while it was away; people are given none of them until then. Ends at the first that it does
 * not answer for: it is still away, or this file is beyond it, and a person is told.
 */
export async function scanWaiting(
  { store, files, alarms, scan }: Tools,
  signal: AbortSignal,
): Promise<{ clean: number; infected: number; waiting: number }> {
  const found = { clean: 0, infected: 0, waiting: 0 }
  if (!scan) return found
  for (let more = true; more && !signal.aborted; ) {
    const documents = await waitingDocuments(store, batch)
    for (const { id, storage_key } of documents) {
      if (signal.aborted) return found
      const { verdict, detail } = await scan(readStored(files, storage_key))
      found[verdict] += 1
      if (verdict === 'waiting') {
        alarms.raise('scanner-away', alarmTexts.scannerAway(detail ?? ''))
        return found
      }
      await writeScan(store, id, verdict, detail?.slice(0, 300) ?? null)
    }
    more = documents.length === batch
  }
  alarms.clear('scanner-away')
  return found
}
