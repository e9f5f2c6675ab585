import { PermanentError } from '../errors.ts'

/** Beyond these a mail’s signatures are not checked: mailauth’s time grows with the square of the header’s lines. */
export const checkLimits = {
  /** Octets of the whole mail. */
  mailOctets: 40_000_000,
  headerOctets: 65_536,
  headerLines: 2000,
  signatures: 8,
}

/**
 * The raw mail as mailauth takes it in good time: the header within the limits, and every line ended by CRLF (it goes
 * through bare LFs line by line). Throws a PermanentError before anything is given where the header is beyond the limits.
 */
export async function* checkableMail(raw: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let head: Buffer | null = Buffer.alloc(0)
  let endsInReturn = false
  for await (const chunk of raw) {
    const fixed: Buffer = endWithCrLf(chunk, endsInReturn)
    endsInReturn = fixed.at(-1) === 13
    if (head === null) {
      yield fixed
      continue
    }
    head = Buffer.concat([head, fixed])
    if (!isWholeHeader(head)) continue
    yield head
    head = null
  }
  if (head !== null) yield head
}

function isWholeHeader(head: Buffer): boolean {
  const blank = head.indexOf('\r\n\r\n')
  const end = head[0] === 13 ? 0 : blank
  const lines = countLines(head.subarray(0, end < 0 ? head.length : end))
  if ((end < 0 ? head.length : end) > checkLimits.headerOctets || lines > checkLimits.headerLines)
    throw new PermanentError('header-beyond-check', 'The mail’s header is too long for its signatures to be checked.')
  return end >= 0
}

function countLines(head: Buffer): number {
  let lines = 0
  for (let at = head.indexOf(10); at >= 0; at = head.indexOf(10, at + 1)) lines += 1
  return lines
}

function endWithCrLf(chunk: Uint8Array, afterReturn: boolean): Buffer {
  const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
  const text = buffer.toString('latin1')
  const first = afterReturn && text.startsWith('\n') ? '\n' : ''
  const rest = text.slice(first.length)
  if (!/(?<!\r)\n/.test(rest)) return buffer
  return Buffer.from(first + rest.replaceAll(/(?<!\r)\n/g, '\r\n'), 'latin1')
}
