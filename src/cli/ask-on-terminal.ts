import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import type { Asking } from './init-questions.ts'

/** Asks whoever sits at the terminal; null where nobody does. Close it, or the process stays. Ctrl-C and Ctrl-D throw an AbortError. */
export function askOnTerminal(): (Asking & { close(): void }) | null {
  if (!process.stdin.isTTY) return null
  let isHidden = false
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (!isHidden) process.stdout.write(chunk)
      done()
    },
  })
  const person = createInterface({ input: process.stdin, output, terminal: true })
  // Ctrl-D closes it, and the question that stands would never be answered.
  const gone = new AbortController()
  person.once('close', () => gone.abort())
  const { signal } = gone
  return {
    ask: (question) => person.question(question, { signal }),
    askSecret: async (question) => {
      process.stdout.write(question)
      isHidden = true
      try {
        return await person.question('', { signal })
      } finally {
        isHidden = false
        process.stdout.write('\n')
      }
    },
    close: () => person.close(),
  }
}
