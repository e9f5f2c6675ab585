import type { Command } from 'commander'
import { commandWords } from '../i18n/command-words.ts'
import type { Language } from '../i18n/language.ts'
import { configOption, languageOption } from './options.ts'
import type { Cli } from './terminal.ts'

/** `guichet adopt` */
export function registerAdopt(program: Command, cli: Cli): void {
  program
    .command('adopt')
    .description(
      cli.say({
        en: 'say that the database lives here now: a copy sends nothing until then',
        fr: 'dire que la base de données est chez elle ici : d’ici là, une copie n’envoie rien',
      }),
    )
    .addOption(languageOption(cli, 'answer'))
    .addOption(configOption(cli))
    .action(async ({ config, lang }: { config: string; lang: Language }) => {
      const words = commandWords[lang]
      const [{ withDesk }, { adoptInstance, muteReason }] = await Promise.all([
        import('./open-desk.ts'),
        import('../outbox/mute.ts'),
      ])
      await withDesk(config, async ({ store, instance }) => {
        const reason = await muteReason(store, instance)
        if (reason === null) return cli.write(words.adoptedAlready)
        await adoptInstance(store, instance)
        cli.write(words.adopted(instance.hostName, instance.dataFolder))
      })
    })
}
