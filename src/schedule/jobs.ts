import type { Alarms } from '../alarm.ts'
import type { ProcessTools } from '../process/tools.ts'
import type { Directory } from '../settings/directory.ts'
import type { FileStorage } from '../store/files.ts'
import type { Store } from '../store/types.ts'
import { closeSolved } from './close-solved.ts'
import { expireConfirmations } from './expire-confirmations.ts'
import { expireMails } from './expire-mails.ts'
import { day, type Job, minute } from './job.ts'
import { scanWaiting } from './scan-waiting.ts'
import { sweepFiles } from './sweep-files.ts'
import { diskOf, watchAges } from './watch-ages.ts'

export interface DeskJobTools {
  store: Store
  files: FileStorage
  directory: Directory
  alarms: Alarms
  /** The scanner of attachments, or null. */
  scan: ProcessTools['scan']
  now(): number
  /** Folder of mails and documents. */
  dataFolder: string
}

/** Every recurring job of the desk. */
export function deskJobs(tools: DeskJobTools): Job[] {
  return [
    { name: 'close-solved', every: 15 * minute, run: (signal) => closeSolved(tools, signal) },
    { name: 'expire-confirmations', every: day, run: (signal) => expireConfirmations(tools, signal) },
    { name: 'expire-mails', every: day, run: (signal) => expireMails(tools, signal) },
    { name: 'scan-waiting', every: 10 * minute, run: (signal) => scanWaiting(tools, signal) },
    { name: 'sweep-files', every: day, run: (signal) => sweepFiles(tools, signal) },
    {
      name: 'watch-ages',
      every: 5 * minute,
      run: () => watchAges({ ...tools, disk: () => diskOf(tools.dataFolder) }),
    },
  ]
}
