import { screeningLimits } from '../limits.ts'

/** One header-like field of a machine part: name in lower case, value unfolded. */
export interface BlockField {
  name: string
  value: string
}

/** The blocks of header-like fields in a text, divided by empty lines; lines that are no field and continue none are left out. */
export function readBlocks(text: string): BlockField[][] {
  const blocks: BlockField[][] = [[]]
  for (const line of text.slice(0, screeningLimits.machinePartChars).split('\n')) {
    const block = blocks[blocks.length - 1] ?? []
    if (line.trim() === '') {
      if (block.length > 0) blocks.push([])
    } else addLine(block, line)
  }
  return blocks.filter((block) => block.length > 0)
}

/** The first value of a field in a block, or an empty string. */
export function blockValue(block: readonly BlockField[], name: string): string {
  return block.find((field) => field.name === name)?.value ?? ''
}

function addLine(block: BlockField[], line: string): void {
  const last = block[block.length - 1]
  if (/^[ \t]/.test(line) && last) {
    last.value = `${last.value} ${line.trim()}`.slice(0, screeningLimits.lineChars)
    return
  }
  const colon = line.indexOf(':')
  const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase()
  if (!/^[\x21-\x7e]{1,80}$/.test(name)) return
  block.push({ name, value: line.slice(colon + 1, colon + 1 + screeningLimits.lineChars).trim() })
}
