import type { Role } from './assign-roles.ts'
import { attributionEndingAt } from './find-attribution.ts'
import { findSignature } from './find-signature.ts'
import type { Line } from './split-lines.ts'

/** A run of quoted lines with what stands above it. */
interface Block {
  start: number
  end: number
  /** An attribution or header block stands above it. */
  opened: boolean
  /** It holds more than blank lines and a signature. */
  hasWords: boolean
  /** Words of the writer follow it, before the next block. */
  answered: boolean
  /** Words of the writer stand above it. */
  preceded: boolean
}

/** Few quoted lines above an answer, put there without an attribution, are a person's choice of what to answer. */
const MAX_CHOSEN = 6
/** A longer quote has words for certain. */
const MAX_LOOKED = 60
const NOTHING_KNOWN = { name: '', quoted: () => new Set<string>(), belowQuote: true }

/**
 * The range of lines that stays whole because answers stand between quoted lines, or null: from the first quote that is
 * answered to the last answer.
 */
export function interleavedRange(
  lines: readonly Line[],
  roles: readonly Role[],
): { start: number; end: number } | null {
  const blocks = findBlocks(lines, roles)
  const last = blocks.findLastIndex(({ answered }) => answered)
  if (last < 0) return null
  const between = blocks.some(
    (block, at) => block.answered && blocks.slice(at + 1, at + 50).some(({ hasWords }) => hasWords),
  )
  if (!between && !isChosen(blocks[last])) return null
  const start = blocks.find(({ answered }) => answered)?.start ?? 0
  return { start, end: blocks[last + 1]?.start ?? lines.length }
}

function isChosen(block: Block | undefined): boolean {
  return block !== undefined && !block.opened && (block.preceded || block.end - block.start <= MAX_CHOSEN)
}

function findBlocks(lines: readonly Line[], roles: readonly Role[]): Block[] {
  const blocks: Block[] = []
  let preceded = false
  for (let at = 0; at < lines.length; ) {
    if (roles[at] === 'new') {
      preceded ||= lines[at]?.plain !== ''
      at++
      continue
    }
    const end = blockEnd(lines, roles, at)
    blocks.push(toBlock(lines, roles, at, end, preceded))
    at = end
  }
  markAnswered(blocks, lines)
  return blocks
}

/** Blank lines between quoted ones belong to the block. */
function blockEnd(lines: readonly Line[], roles: readonly Role[], start: number): number {
  let end = start + 1
  for (let at = end; at < lines.length; at++) {
    if (roles[at] !== 'new') end = at + 1
    else if (lines[at]?.plain !== '') break
  }
  return end
}

function toBlock(lines: readonly Line[], roles: readonly Role[], start: number, end: number, preceded: boolean): Block {
  const opened = roles[start] === 'opener' || opensWithAttribution(lines, start)
  return {
    start,
    end,
    opened,
    hasWords: hasContent(lines.slice(start, Math.min(end, start + MAX_LOOKED))),
    answered: false,
    preceded,
  }
}

/** Apple Mail puts its attribution inside the quote. */
function opensWithAttribution(lines: readonly Line[], start: number): boolean {
  return [0, 1, 2].some((step) => attributionEndingAt(lines, start + step, true) !== null)
}

/** The rest of a quote that is only its signature, or a list's footer, is no question that an answer stands before. */
function hasContent(block: readonly Line[]): boolean {
  if (block.length === MAX_LOOKED) return true
  const signed = new Set(findSignature(block, NOTHING_KNOWN).lines)
  return block.some(({ plain }, at) => plain !== '' && !signed.has(at) && !/^-{1,2} ?\p{L}/u.test(plain))
}

/** The writer's signature below the last block is no answer. */
function markAnswered(blocks: readonly Block[], lines: readonly Line[]): void {
  blocks.forEach((block, index) => {
    const rest = lines.slice(block.end, blocks[index + 1]?.start ?? lines.length)
    const signed = index + 1 < blocks.length ? new Set<number>() : new Set(findSignature(rest, NOTHING_KNOWN).lines)
    block.answered = rest.some(({ plain }, at) => plain !== '' && !signed.has(at))
  })
}
