import { type Command, Option } from 'commander'
import type { Language } from '../i18n/language.ts'
import { askOnTerminal } from './ask-on-terminal.ts'
import type { Given } from './init-questions.ts'
import { languageOption } from './options.ts'
import type { Cli } from './terminal.ts'

/** As a shell tells that Ctrl-C ended a program. */
const interrupted = 130

/** `guichet init` */
export function registerInit(program: Command, cli: Cli): void {
  program
    .command('init')
    .description(
      'write a first guichet.yaml with comments, and the keys; asks, on a terminal, what the flags do not say',
    )
    .option('--dir <folder>', 'where to write it', '.')
    .addOption(languageOption('language of the questions and of the comments'))
    .option('--name <name>', 'name of the desk')
    .option('--prefix <letters>', 'stands in the tag of every subject')
    .option('--address <address>', 'that people write to')
    .option('--imap-host <host>', 'IMAP server of the mailbox')
    .option('--imap-user <user>', 'its user; else the address')
    .option('--smtp-host <host>', 'SMTP server that takes our mail')
    .option('--smtp-user <user>', 'its user; - for none')
    .addOption(
      new Option('--database <kind>', 'sqlite, or mariadb for a MariaDB server').choices(['sqlite', 'mariadb']),
    )
    .option('--web-url <url>', 'address of our pages, as people see it')
    .option('--technician <person>', 'the first one, as "Name <address>"')
    .option('--administrator <person>', 'who runs the desk; else the technician')
    .action(async ({ dir, lang, ...given }: { dir: string; lang: Language } & Given) => {
      const { initDesk } = await import('./init.ts')
      const person = askOnTerminal()
      try {
        await initDesk(dir, given, lang, { person, write: cli.write })
      } catch (error) {
        if (!(error instanceof Error && error.name === 'AbortError')) throw error
        cli.end(interrupted)
      } finally {
        person?.close()
      }
    })
}
