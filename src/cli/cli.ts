import { CommanderError } from 'commander'
import type { Sentence } from '../i18n/sentence.ts'
import { guichetVersion } from '../version.ts'
import { languageOfLine } from './cli-language.ts'
import { programFor } from './program.ts'
import { tellError } from './tell-error.ts'
import { type Cli, terminal } from './terminal.ts'
import { isWrongUsage, usageErrorOf } from './wrong-usage.ts'

/** What a command line that makes no sense ends with; any other trouble ends with 1. */
const wrongUsageStatus = 2

/** Runs one command line; the promise gives the exit status. */
export async function runCli(argv: readonly string[], out: Pick<Cli, 'write' | 'fail'> = terminal()): Promise<number> {
  const language = languageOfLine(argv)
  let status = 0
  const end = (code: number): void => {
    status = code
  }
  const cli: Cli = { ...out, end, say: (sentence) => sentence[language] }
  try {
    await programFor(cli, guichetVersion()).parseAsync([...argv], { from: 'user' })
    return status
  } catch (error) {
    return statusOf(error, cli)
  }
}

/** Trouble that was foreseen is a sentence; anything else is a bug, and says so. */
function statusOf(error: unknown, cli: Cli): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0
    // Help that nobody asked for has been shown: a command that gathers others was called alone.
    return error.code === 'commander.help' ? wrongUsageStatus : statusOf(usageErrorOf(error), cli)
  }
  cli.fail(cli.say(tellError(error)))
  if (isWrongUsage(error)) {
    cli.fail(cli.say(helpHint))
    return wrongUsageStatus
  }
  if (process.env['GUICHET_DEBUG'] && error instanceof Error) cli.fail(error.stack ?? '')
  return 1
}

const helpHint: Sentence = {
  en: '(add --help to see what there is)',
  fr: '(ajoutez --help pour voir ce qu’il y a)',
}
