import type { Orders } from './types.ts'

/** The slash commands in the new text of a reply. Pure. */
export function readCommands(text: string): Orders {
  return { commands: [], text, unknown: [] }
}
