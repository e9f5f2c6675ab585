import type { Command } from 'commander'
import type { Language } from '../i18n/language.ts'
import { configOption, languageOption } from './options.ts'
import type { Cli } from './terminal.ts'

/** `guichet migrate` */
export function registerMigrate(program: Command, cli: Cli): void {
  program
    .command('migrate')
    .description(
      cli.say({
        en: 'bring the database to this version (a start does it too)',
        fr: 'mettre la base de données à cette version (un démarrage le fait aussi)',
      }),
    )
    .addOption(languageOption(cli, 'answer'))
    .addOption(configOption(cli))
    .action(async ({ config, lang }: { config: string; lang: Language }) => {
      const { migrateDatabase } = await import('./migrate.ts')
      await migrateDatabase(config, lang, cli.write)
    })
}
