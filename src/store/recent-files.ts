import { Readable } from 'node:stream'
import type { FileKind, FileStorage } from './files.ts'

const bounds = {
  /** Bytes of the largest file that is kept. */
  file: 256 * 1024,
  /** Bytes of all that are kept. */
  all: 24 * 1024 * 1024,
}

/** A document is stored once and read by people; these are read again at once, to be processed or sent. */
const keptKinds: readonly FileKind[] = ['raw', 'rendered']

/**
 * A storage that keeps the small files of the last moments in memory beside the disk, where they are as durable as ever: a mail that
 * was just taken in is read to be processed, and again for its signature. Files never change, so what is kept is always right.
 */
export function recentFiles(files: FileStorage): FileStorage {
  const kept = new Map<string, Buffer>()
  let bytes = 0
  const forget = (key: string): void => {
    bytes -= kept.get(key)?.length ?? 0
    kept.delete(key)
  }
  const keep = (key: string, content: Buffer): void => {
    kept.set(key, content)
    bytes += content.length
    for (const oldest of kept.keys()) {
      if (bytes <= bounds.all) return
      forget(oldest)
    }
  }
  return {
    ...files,
    put: async (kind, content) => {
      if (!keptKinds.includes(kind)) return files.put(kind, content)
      const copy = new SmallCopy()
      const stored = await files.put(kind, copy.of(content))
      const small = copy.bytes()
      if (small !== null) keep(stored.key, small)
      return stored
    },
    open: async (key) => {
      const content = kept.get(key)
      return content === undefined ? files.open(key) : streamOf(content)
    },
    read: async (key) => Buffer.from(kept.get(key) ?? (await files.read(key))),
    remove: (key) => {
      forget(key)
      return files.remove(key)
    },
  }
}

/** What flows by, as long as it is small. */
class SmallCopy {
  #chunks: Uint8Array[] = []
  #size = 0

  async *of(content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of content) {
      this.#size += chunk.length
      if (this.#size <= bounds.file) this.#chunks.push(chunk)
      else this.#chunks = []
      yield chunk
    }
  }

  /** A copy: the chunks may be parts of larger buffers, which must not stay for them. Null where it was too much. */
  bytes(): Buffer | null {
    return this.#size > bounds.file ? null : Buffer.concat(this.#chunks, this.#size)
  }
}

/** Cheaper than Readable.from, and read on demand. */
function streamOf(content: Buffer): Readable {
  return new Readable({
    read() {
      this.push(content)
      this.push(null)
    },
  })
}
