import type { EventEmitter } from 'node:events'
import { type MimeNode, Splitter, type SplitterChunk } from '@zone-eu/mailsplit'
import { HeadBound } from './head-bound.ts'
import { CHUNK_BYTES, MAX_HEADER_BLOCK_BYTES, MAX_MIME_DEPTH, MAX_PARTS } from './limits.ts'
import { parseMimeValue } from './mime-parameters.ts'
import type { Notes } from './notes.ts'

/** What a raw mail is made of, in order: a part's header, then its bytes (still encoded). */
export type SplitItem =
  | { kind: 'part'; node: MimeNode }
  /** Body of a leaf. */
  | { kind: 'body'; node: MimeNode; bytes: Buffer }
  /** What stands between the parts of a multipart. */
  | { kind: 'between'; node: MimeNode; bytes: Buffer }

/**
 * Cuts a raw mail into its parts as it streams by. Past a limit the rest is read but left alone, with a note; `onBytes`
 * hears of every octet. The source waits while an item is worked on.
 */
export async function* splitMail(
  source: AsyncIterable<Uint8Array>,
  notes: Notes,
  onBytes: (count: number) => void,
): AsyncGenerator<SplitItem> {
  const splitter = new Splitter({ ignoreEmbedded: true, maxHeadSize: MAX_HEADER_BLOCK_BYTES, maxChildNodes: MAX_PARTS })
  const collected: SplitterChunk[] = []
  splitter.on('data', (chunk: SplitterChunk) => {
    if (chunk.type === 'node') {
      repairBoundary(chunk)
      boundDepth(chunk, notes)
    }
    collected.push(chunk)
  })
  // Every failure is handed to the callback of write or end as well.
  const events: EventEmitter = splitter
  events.on('error', () => {})
  const head = new HeadBound(notes)
  let failed = false
  for await (const chunk of source) {
    onBytes(chunk.length)
    for (let from = 0; from < chunk.length && !failed; from += CHUNK_BYTES) {
      failed = !(await feed(splitter, head.take(bufferOf(chunk.subarray(from, from + CHUNK_BYTES))), notes))
      yield* toItems(collected.splice(0))
    }
  }
  if (!failed) await feed(splitter, null, notes)
  yield* toItems(collected.splice(0))
}

/**
 * Each line is compared with the boundaries of all levels above it: past the limit a multipart is a leaf. This runs
 * before the splitter looks at the part's first line.
 */
function boundDepth(node: MimeNode, notes: Notes): void {
  if (node._boundary === false || depthOf(node) <= MAX_MIME_DEPTH) return
  node._boundary = false
  notes.add('too-deep', {
    en: `more than ${MAX_MIME_DEPTH} levels of parts: what is inside was left as text`,
    fr: `plus de ${MAX_MIME_DEPTH} niveaux de parties : ce qui est dedans est resté du texte`,
  })
}

/** Some mailers forget the semicolon before the boundary. */
function repairBoundary(node: MimeNode): void {
  if (!node.multipart || node._boundary !== false || !node.headers) return
  const line = node.headers.getList().find(({ key }) => key === 'content-type')?.line ?? ''
  const unfolded = line.slice(line.indexOf(':') + 1).replaceAll(/[\r\n]+/g, ' ')
  const boundary = parseMimeValue(unfolded).parameters.get('boundary')?.trimEnd() ?? ''
  if (/^[\x20-\x7e]{1,200}$/.test(boundary)) node._boundary = Buffer.from(boundary)
}

function depthOf(node: MimeNode): number {
  let depth = 0
  for (let at: MimeNode | false = node; at; at = at.parentNode) depth++
  return depth
}

/** False where the splitter gives up: what came before stays. */
async function feed(splitter: Splitter, chunk: Buffer | null, notes: Notes): Promise<boolean> {
  try {
    await new Promise<void>((resolve, reject) => {
      const done = (error?: Error | null) => (error ? reject(error) : resolve())
      if (chunk) splitter.write(chunk, done)
      else splitter.end(done)
    })
    return true
  } catch (error) {
    noteCut(error, notes)
    return false
  }
}

function noteCut(error: unknown, notes: Notes): void {
  if (error instanceof Error && error.message.includes('header'))
    notes.add('header-truncated', {
      en: `a header block of more than ${MAX_HEADER_BLOCK_BYTES} octets; the rest was left unread`,
      fr: `un bloc d’en-têtes de plus de ${MAX_HEADER_BLOCK_BYTES} octets ; le reste n’a pas été lu`,
    })
  else
    notes.add('too-many-parts', {
      en: `more than ${MAX_PARTS} parts; the rest was left unread`,
      fr: `plus de ${MAX_PARTS} parties ; le reste n’a pas été lu`,
    })
}

function* toItems(chunks: readonly SplitterChunk[]): Generator<SplitItem> {
  for (const chunk of chunks) {
    if (chunk.type === 'node') yield { kind: 'part', node: chunk }
    else if (chunk.type === 'body' || chunk.type === 'data')
      yield { kind: chunk.type === 'body' ? 'body' : 'between', node: chunk.node, bytes: chunk.value }
  }
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
