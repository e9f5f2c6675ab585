import { PermanentError } from '../errors.ts'
import { createFingerprint } from '../mail/fingerprint.ts'
import type { FileStorage } from '../store/files.ts'

/** A raw mail that is durable, and what the journal says of its bytes. */
export interface RawMail {
  key: string
  size: number
  sha256: string
  fingerprint: string
  /** At most what the column holds, so that both sides of a comparison were cut alike. */
  messageId: string | null
}

const longestMessageId = 250
const hashedAtOnce = 32 * 1024

/** Streams a mail to a durable file, reading its fingerprint on the way. Nothing is left of one that is too large or breaks off. */
export async function storeRaw(
  files: FileStorage,
  stream: AsyncIterable<Uint8Array>,
  maxSize: number,
): Promise<RawMail> {
  const reader = createFingerprint()
  const stored = await files.put('raw', watch(stream, reader, maxSize))
  const { fingerprint, messageId, sha256 } = reader.finish()
  return {
    key: stored.key,
    size: stored.size,
    sha256,
    fingerprint,
    messageId: messageId?.slice(0, longestMessageId) ?? null,
  }
}

export async function copyRaw(files: FileStorage, raw: RawMail): Promise<RawMail> {
  const copy = await files.put('raw', await files.open(raw.key))
  return { ...raw, key: copy.key }
}

async function* watch(stream: AsyncIterable<Uint8Array>, reader: { update(chunk: Uint8Array): void }, maxSize: number) {
  let size = 0
  for await (const chunk of stream) {
    size += chunk.length
    if (size > maxSize) throw mailTooLarge(maxSize)
    // Hashing makes strings of what it gets: small ones are gone at once, large ones wait for a collection of the whole heap.
    for (let start = 0; start < chunk.length; start += hashedAtOnce)
      reader.update(chunk.subarray(start, start + hashedAtOnce))
    yield chunk
  }
}

function mailTooLarge(maxSize: number): PermanentError {
  return new PermanentError('mail-too-large', `The mail is larger than the ${maxSize} octets that this desk takes.`, {
    french: `Le message dépasse les ${maxSize} octets que ce support accepte.`,
  })
}
