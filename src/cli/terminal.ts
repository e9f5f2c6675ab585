import type { Sentence } from '../i18n/sentence.ts'

/** Where a command writes, in which language, and how it says with which status it ends. */
export interface Cli {
  /** One line (or several) for whoever called. */
  write(line: string): void
  /** The same, where it is trouble. */
  fail(line: string): void
  /** The exit status; 0 unless told. */
  end(status: number): void
  /** In the language that the command line asks for: what commands, their options and their arguments are for. */
  say(sentence: Sentence): string
}

/** Standard output and standard error. A reader that goes away (`| head`) is no trouble. */
export function terminal(): Pick<Cli, 'write' | 'fail'> {
  process.stdout.on('error', ignoreClosedPipe)
  return {
    write: (line) => void process.stdout.write(`${line}\n`),
    fail: (line) => void process.stderr.write(`${line}\n`),
  }
}

function ignoreClosedPipe(error: Error): void {
  if ('code' in error && error.code === 'EPIPE') return
  throw error
}
