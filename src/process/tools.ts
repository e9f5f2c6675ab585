import { PermanentError } from '../errors.ts'
import type { Directory } from '../settings/directory.ts'
import type { Marks } from '../signing/marks.ts'
import type { FileStorage } from '../store/files.ts'
import type { Row } from '../store/schema.ts'
import type { Store } from '../store/types.ts'
import type { Resolve } from './dns-resolver.ts'

/** What processing needs of the world. */
export interface ProcessTools {
  store: Store
  files: FileStorage
  directory: Directory
  marks: Marks
  resolve: Resolve
  instanceId: string
  /** Unique to the process: who holds its leases. */
  owner: string
  now(): number
  /** Scans one attachment, where a scanner is configured. */
  scan: ((content: AsyncIterable<Uint8Array>) => Promise<Scan>) | null
}

export interface Scan {
  /** waiting: the scanner is away; the file is kept from people until it has looked. */
  verdict: 'clean' | 'infected' | 'waiting'
  detail: string | null
}

/** Where the raw mail is stored; a mail whose retention has ended cannot be read again. */
export function rawKeyOf(journal: Row<'inbound_mails'>): string {
  if (journal.raw_key === null) throw new PermanentError('raw-gone', 'The raw mail is no longer kept.')
  return journal.raw_key
}

/** A stored file as it is read, opened when the first chunk is asked for. */
export async function* readStored(files: FileStorage, key: string): AsyncGenerator<Uint8Array> {
  yield* await files.open(key)
}
