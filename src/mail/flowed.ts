/**
 * Undoes format=flowed (RFC 3676): lines that end in a blank go on in the next line of the same quote depth. `text` has
 * LF line ends; quotes keep their `>`.
 */
export function unflow(text: string, delSp: boolean): string {
  const out: string[] = []
  let open: { depth: number; pieces: string[] } | null = null
  const close = () => {
    if (open) out.push(quoteMark(open.depth) + open.pieces.join(''))
    open = null
  }
  for (const line of text.split('\n')) {
    const { depth, content } = readLine(line)
    const soft = content.endsWith(' ') && !isSignatureMark(content)
    if (open && (open.depth !== depth || isSignatureMark(content))) close()
    const piece = soft && delSp ? content.slice(0, -1) : content
    if (open) open.pieces.push(piece)
    else if (soft) open = { depth, pieces: [piece] }
    else out.push(quoteMark(depth) + content)
    if (!soft) close()
  }
  close()
  return out.join('\n')
}

/** Section 4.3: the usenet signature line is never flowed. */
function isSignatureMark(content: string): boolean {
  return content === '-- ' || content === '--'
}

function readLine(line: string): { depth: number; content: string } {
  let depth = 0
  while (line[depth] === '>') depth++
  const rest = line.slice(depth)
  // Section 4.4: a blank was put before what could be taken for a quote or a From line.
  return { depth, content: rest.startsWith(' ') ? rest.slice(1) : rest }
}

function quoteMark(depth: number): string {
  return depth === 0 ? '' : `${'>'.repeat(depth)} `
}
