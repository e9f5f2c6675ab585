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
      const head = await beginningOf(content)
      const stored = await files.put(kind, head.ended ? [head.bytes] : head.all())
      if (head.ended && keptKinds.includes(kind)) keep(stored.key, head.bytes)
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

type Content = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/** All of a small content in one piece, which goes to the disk by one write; or a large one, to be read once, from its beginning. */
type Beginning = { ended: true; bytes: Buffer } | { ended: false; all(): AsyncGenerator<Uint8Array> }

async function beginningOf(content: Content): Promise<Beginning> {
  const rest = iteratorOf(content)
  const chunks: Uint8Array[] = []
  let size = 0
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
    size += next.value.length
    chunks.push(next.value)
    if (size > bounds.file) return { ended: false, all: () => chain(chunks, rest) }
  }
  // A copy: the chunks may be parts of larger buffers, which must not stay for them.
  return { ended: true, bytes: Buffer.concat(chunks, size) }
}

type ChunkIterator = AsyncIterator<Uint8Array> | Iterator<Uint8Array>

const iteratorOf = (content: Content): ChunkIterator =>
  Symbol.asyncIterator in content ? content[Symbol.asyncIterator]() : content[Symbol.iterator]()

/** Whoever stops early stops the source as well. */
async function* chain(first: readonly Uint8Array[], rest: ChunkIterator): AsyncGenerator<Uint8Array> {
  try {
    yield* first
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
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
