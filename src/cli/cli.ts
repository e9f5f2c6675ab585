import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { z } from 'zod'
import { describeError, PermanentError, TransientError } from '../errors.ts'
import { LANGUAGES, type Language } from '../i18n/language.ts'
import { commands } from './commands.ts'
import { systemLanguage } from './options.ts'
import { type Cli, terminal } from './terminal.ts'

/** What a command line that makes no sense ends with; any other trouble ends with 1. */
const wrongUsage = 2

/** Runs one command line; the promise gives the exit status. */
export async function runCli(argv: readonly string[], out?: Omit<Cli, 'end'>): Promise<number> {
  let status = 0
  const end = (code: number): void => {
    status = code
  }
  const cli: Cli = out ? { ...out, end } : terminal(end)
  try {
    await programFor(cli).parseAsync([...argv], { from: 'user' })
    return status
  } catch (error) {
    return statusOf(error, languageOf(argv), cli)
  }
}

function programFor(cli: Cli): Command {
  const program = new Command('guichet')
    .description('A ticket desk that people use from their mailbox')
    .version(version())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => cli.write(text.trimEnd()),
      writeErr: (text) => cli.fail(text.trimEnd()),
    })
    .configureHelp({ styleOptionDescription: withoutSwitchDefault })
    .showHelpAfterError('(add --help to see what there is)')
  for (const register of commands) register(program, cli)
  return program
}

/** That a switch is off unless it is given goes without saying. */
function withoutSwitchDefault(description: string): string {
  return description.replace(/ \(default: (?:true|false)\)$/, '')
}

function version(): string {
  const about: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  return z.object({ version: z.string() }).parse(about).version
}

/** An error is told in the language of the command that met it, whatever of the command line could be read. */
function languageOf(argv: readonly string[]): Language {
  const place = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='))
  const given = argv[place]?.split('=')[1] ?? argv[place + 1]
  return LANGUAGES.find((language) => place >= 0 && language === given) ?? systemLanguage()
}

/** Trouble that was foreseen is a sentence; anything else is a bug, and says so. */
function statusOf(error: unknown, language: Language, cli: Cli): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : wrongUsage
  cli.fail(sentenceOf(error, language))
  if (process.env['GUICHET_DEBUG'] && error instanceof Error) cli.fail(error.stack ?? '')
  return 1
}

function sentenceOf(error: unknown, language: Language): string {
  if (error instanceof PermanentError || error instanceof TransientError) {
    const message = language === 'fr' ? (error.french ?? error.message) : error.message
    return error.detail === '' ? message : `${message} (${error.detail})`
  }
  if (error instanceof z.ZodError) return `This is a bug of Guichet: ${z.prettifyError(error)}`
  if (isSystemError(error)) return error.message
  return `This is a bug of Guichet (GUICHET_DEBUG=1 shows where): ${describeError(error)}`
}

/** Files that cannot be read, servers that cannot be reached: their messages say which. */
function isSystemError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && 'errno' in error && 'syscall' in error
}
