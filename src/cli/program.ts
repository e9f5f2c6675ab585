import { Command } from 'commander'
import type { Sentence } from '../i18n/sentence.ts'
import { commands } from './commands.ts'
import { groupUsage } from './options.ts'
import type { Cli } from './terminal.ts'

/** The command line as commander reads it, with all that it says in the language of `cli`. What is wrong with one it throws, and tells nobody. */
export function programFor(cli: Cli, version: string): Command {
  const { say } = cli
  const program = new Command('guichet')
    .description(
      say({
        en: 'A ticket desk that people use from their mailbox',
        fr: 'Un support par tickets qui s’utilise depuis la messagerie',
      }),
    )
    .usage(groupUsage(cli))
    .version(version, '-V, --version', say({ en: 'say the version', fr: 'dire la version' }))
    .helpOption('-h, --help', say({ en: 'show this help', fr: 'afficher cette aide' }))
    .helpCommand(
      say({ en: 'help [command]', fr: 'help [commande]' }),
      say({ en: 'show the help of a command', fr: 'afficher l’aide d’une commande' }),
    )
    .exitOverride()
    .configureOutput({
      writeOut: (text) => cli.write(text.trimEnd()),
      writeErr: (text) => cli.fail(text.trimEnd()),
      outputError: () => {},
    })
    .configureHelp({
      styleTitle: (title) => say(titles[title] ?? { en: title, fr: title }),
      optionDescription: (option) => describeOption(option, cli),
    })
  for (const register of commands) register(program, cli)
  return program
}

/** Commander's own, which it cannot be told otherwise. */
const titles: Readonly<Record<string, Sentence>> = {
  'Usage:': { en: 'Usage:', fr: 'Utilisation :' },
  'Arguments:': { en: 'Arguments:', fr: 'Arguments :' },
  'Options:': { en: 'Options:', fr: 'Options :' },
  'Commands:': { en: 'Commands:', fr: 'Commandes :' },
}

/** What commander knows of an option. */
interface OptionFacts {
  description: string
  argChoices?: readonly string[]
  defaultValue?: unknown
  envVar?: string
  required: boolean
}

/** What it is for, what is allowed, its default and its variable. That a switch is off unless it is given goes without saying. */
function describeOption(option: OptionFacts, { say }: Cli): string {
  const { description, argChoices, defaultValue, envVar, required } = option
  const facts: string[] = []
  if (argChoices) facts.push(say({ en: `one of ${argChoices.join(', ')}`, fr: `au choix ${argChoices.join(', ')}` }))
  if (required && defaultValue !== undefined)
    facts.push(say({ en: `default ${defaultValue}`, fr: `par défaut ${defaultValue}` }))
  if (envVar !== undefined) facts.push(say({ en: `variable ${envVar}`, fr: `variable ${envVar}` }))
  return facts.length === 0 ? description : `${description} (${facts.join(say({ en: '; ', fr: ' ; ' }))})`
}
