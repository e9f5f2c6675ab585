/** A raw mail out of its lines, with CRLF line ends, a byte a character. */
export function mailOf(...lines: string[]): Buffer {
  return Buffer.from(lines.join('\r\n'), 'latin1')
}

/** Bytes as a stream in pieces of `size`, as a socket would bring them. */
export async function* inPieces(bytes: Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
