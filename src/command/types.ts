/** One order read from a technician's reply. The grammar grows by adding members here and entries in grammar.ts. */
export type Command = { name: 'solve'; type: string | null } | { name: 'close' } | { name: 'private' }

export interface Orders {
  commands: Command[]
  /** The reply without its command lines. */
  text: string
  /** Lines that look like a command and are not one: the words are held back, private, and the writer is asked. */
  unknown: { line: string; suggestion: string | null }[]
}
