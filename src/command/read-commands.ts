import { readLine } from './read-line.ts'
import type { Command, Orders } from './types.ts'

/** One lookalike holds the words back; more than this need not be named to the writer. */
const mostUnknown = 20

/**
 * The slash commands in the new text of a technician's reply. Only reads: whether the writer may is asked when it is done.
 *
 * A line that looks like a command and is none stays in `text` and is told in `unknown`: the caller holds the words back.
 * A word that is near none of ours looks like one only where commands stand (above the first line of prose) or alone on its line.
 * Orders in the signature are none, but for `/private` typed below it: such a reply is held back rather than published.
 */
export function readCommands(text: string, signature = ''): Orders {
  const orders: Orders = { commands: [], text: '', unknown: [] }
  const kept: string[] = []
  let isAboveProse = true
  for (const line of text.split('\n')) {
    const reading = readLine(line)
    if (reading.kind === 'order') {
      if (take(orders, reading.rule.read(reading.argument))) {
        if (reading.words !== '') kept.push(reading.words)
        continue
      }
      orders.unknown.push({ line: line.trim(), suggestion: `/${reading.rule.words[0]}` })
    } else if (reading.kind === 'lookalike' && (reading.isNear || isAboveProse || isAlone(line))) {
      orders.unknown.push({ line: line.trim(), suggestion: reading.suggestion })
    } else if (line.trim() !== '') {
      isAboveProse = false
    }
    kept.push(line)
  }
  if (signature !== '' && !isPrivate(orders)) orders.unknown.push(...privateLines(signature))
  orders.unknown.splice(mostUnknown)
  orders.text = orders.commands.length === 0 ? text : kept.join('\n').trim()
  return orders
}

const isPrivate = ({ commands }: Orders): boolean => commands.some(({ name }) => name === 'private')

function privateLines(signature: string): Orders['unknown'] {
  return signature.split('\n').flatMap((line) => {
    const reading = readLine(line)
    const isOne = reading.kind === 'order' && reading.rule.name === 'private' && reading.words === ''
    return isOne ? [{ line: line.trim(), suggestion: `/${reading.rule.words[0]}` }] : []
  })
}

/** False where it contradicts what was read before (`/solve network` and `/solve printer`). */
function take({ commands }: Orders, command: Command): boolean {
  const same = commands.find(({ name }) => name === command.name)
  if (same) return JSON.stringify(same) === JSON.stringify(command)
  commands.push(command)
  return true
}

function isAlone(line: string): boolean {
  return !/\S\s+\S/.test(line)
}
