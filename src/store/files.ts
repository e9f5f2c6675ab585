import type { Readable } from 'node:stream'

/** Raw mails as they came, mails as they were rendered, and documents. */
export type FileKind = 'raw' | 'rendered' | 'document'

export interface StoredFile {
  /** Opaque: what `open` and the others take. */
  key: string
  size: number
  /** In hex. */
  sha256: string
}

/** Keys from `from` on and below `to`, compared byte for byte: all that are stored there, in no order. */
export interface StoredRange {
  from: string
  to: string
  keys: string[]
}

/**
 * Where bytes are kept that are too big for a database row. When `put` gives a key the bytes survive a power cut. Trouble of the disk
 * throws TransientError; a key that nothing is stored under, or that is none of ours, PermanentError.
 */
export interface FileStorage {
  /** Stores all of `content`, never more than a chunk of it in memory. An error of `content` itself comes out as it is. */
  put(kind: FileKind, content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<StoredFile>
  open(key: string): Promise<Readable>
  /** All of it, in memory. */
  read(key: string): Promise<Buffer>
  /** Removing what is not there is no error. */
  remove(key: string): Promise<void>
  exists(key: string): Promise<boolean>
  /** All that was put before, in ranges that follow each other without a gap, from the smallest key on. The last may be empty. */
  ranges(kind: FileKind, before: number): AsyncIterable<StoredRange>
  /** Clears away what a death left half-written before then, and folders in which nothing is left. */
  tidy(before: number): Promise<void>
}
