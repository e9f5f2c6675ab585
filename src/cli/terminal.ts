/** Where a command writes, and how it says with which status it ends. */
export interface Cli {
  /** One line (or several) for whoever called. */
  write(line: string): void
  /** The same, where it is trouble. */
  fail(line: string): void
  /** The exit status; 0 unless told. */
  end(status: number): void
}

/** Standard output and standard error. A reader that goes away (`| head`) is no trouble. */
export function terminal(end: (status: number) => void): Cli {
  process.stdout.on('error', ignoreClosedPipe)
  return {
    write: (line) => void process.stdout.write(`${line}\n`),
    fail: (line) => void process.stderr.write(`${line}\n`),
    end,
  }
}

function ignoreClosedPipe(error: Error): void {
  if ('code' in error && error.code === 'EPIPE') return
  throw error
}
