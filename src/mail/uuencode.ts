/** A file that stood uuencoded in a text. */
export interface UuFile {
  name: string
  content: Buffer
}

/**
 * Takes uuencoded files (POSIX uuencode) out of a text. Only a whole block counts, from its `begin` line to its `end`, so
 * that words which only look like one stay. Reads each line once.
 */
export function takeUuFiles(text: string): { text: string; files: UuFile[] } {
  if (!/^begin [0-7]{3,4} /m.test(text)) return { text, files: [] }
  const lines = text.split('\n')
  const kept: string[] = []
  const files: UuFile[] = []
  for (let at = 0; at < lines.length; at++) {
    const name = /^begin [0-7]{3,4} (\S.{0,250})$/.exec(lines[at] ?? '')?.[1]
    const block = name === undefined ? null : readBlock(lines, at + 1)
    if (name === undefined || !block) kept.push(lines[at] ?? '')
    else {
      files.push({ name, content: block.content })
      at = block.end
    }
  }
  return { text: kept.join('\n'), files }
}

/** The octets of one line, or null where it is none. Blanks at its end, which are zeros, may have been lost on the way. */
export function decodeUuLine(line: string): Buffer | null {
  const length = (line.charCodeAt(0) - 32) & 63
  const needed = Math.ceil(length / 3) * 4
  const body = line.slice(1)
  // One more character is a checksum that some encoders add.
  if (line === '' || body.length > needed + 1) return null
  if (/[^\x20-\x60]/.test(body)) return null
  const out = Buffer.alloc((needed / 4) * 3)
  for (let at = 0; at < needed; at += 4) {
    const group = [0, 1, 2, 3].map((n) => ((at + n < body.length ? body.charCodeAt(at + n) : 32) - 32) & 63)
    const [a = 0, b = 0, c = 0, d = 0] = group
    out.writeUIntBE((a << 18) | (b << 12) | (c << 6) | d, (at / 4) * 3, 3)
  }
  return out.subarray(0, length)
}

function readBlock(lines: readonly string[], from: number): { content: Buffer; end: number } | null {
  const pieces: Buffer[] = []
  for (let at = from; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (line.trimEnd() === 'end') return { content: Buffer.concat(pieces), end: at }
    const piece = line.trim() === '' ? Buffer.alloc(0) : decodeUuLine(line)
    if (!piece) return null
    pieces.push(piece)
  }
  return null
}
