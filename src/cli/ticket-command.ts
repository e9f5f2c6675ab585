import type { Command } from 'commander'
import type { Language } from '../i18n/language.ts'
import { commandGroup, configOption, languageOption, positiveNumber, values } from './options.ts'
import type { Cli } from './terminal.ts'

/** `guichet ticket show` */
export function registerTicket(program: Command, cli: Cli): void {
  const { say } = cli
  const number = `<${say(values.number)}>`
  commandGroup(program, cli, 'ticket', { en: 'look at tickets', fr: 'regarder les tickets' })
    .command('show')
    .description(
      say({
        en: 'what a ticket says, and who did what, when and how',
        fr: 'ce que dit un ticket, et qui a fait quoi, quand et comment',
      }),
    )
    .argument(number, say({ en: 'its number', fr: 'son numéro' }), positiveNumber(number))
    .addOption(languageOption(cli, 'page'))
    .addOption(configOption(cli))
    .action(async (id: number, { config, lang }: { config: string; lang: Language }) => {
      const { withDesk } = await import('./open-desk.ts')
      const { showTicket } = await import('./ticket-show.ts')
      cli.end((await withDesk(config, ({ store }) => showTicket(store, id, lang, cli.write))) ? 0 : 1)
    })
}
