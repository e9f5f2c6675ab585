import { runCli } from '../../src/cli/cli.ts'

/** Runs a command line as a person types it, and gives what they read. */
export async function runCommand(...argv: string[]): Promise<{ status: number; out: string; err: string }> {
  const out: string[] = []
  const err: string[] = []
  const status = await runCli(argv, { write: (line) => void out.push(line), fail: (line) => void err.push(line) })
  return { status, out: out.join('\n'), err: err.join('\n') }
}
