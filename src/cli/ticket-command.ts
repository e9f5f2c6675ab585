import type { Command } from 'commander'
import type { Language } from '../i18n/language.ts'
import { commandGroup, configOption, languageOption, positiveNumber } from './options.ts'
import type { Cli } from './terminal.ts'

/** `guichet ticket show` */
export function registerTicket(program: Command, cli: Cli): void {
  commandGroup(program, 'ticket', 'look at tickets')
    .command('show')
    .description('what a ticket says, and who did what, when and how')
    .argument('<number>', 'its number', positiveNumber)
    .addOption(languageOption('language of the page'))
    .addOption(configOption())
    .action(async (id: number, { config, lang }: { config: string; lang: Language }) => {
      const { withDesk } = await import('./open-desk.ts')
      const { showTicket } = await import('./ticket-show.ts')
      cli.end((await withDesk(config, ({ store }) => showTicket(store, id, lang, cli.write))) ? 0 : 1)
    })
}
