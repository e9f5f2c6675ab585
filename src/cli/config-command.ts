import type { Command } from 'commander'
import { commandWords } from '../i18n/command-words.ts'
import type { Language } from '../i18n/language.ts'
import { commandGroup, configOption, languageOption } from './options.ts'
import type { Cli } from './terminal.ts'

/** `guichet config check | print-defaults` */
export function registerConfig(program: Command, cli: Cli): void {
  const { say } = cli
  const config = commandGroup(program, cli, 'config', { en: 'the settings', fr: 'la configuration' })
  config
    .command('check')
    .description(
      say({
        en: 'say what is wrong in the settings, each with its line; the exit status is 1 where something is',
        fr: 'dire ce qui ne va pas dans la configuration, avec la ligne ; le code de retour est 1 s’il y a quelque chose',
      }),
    )
    .addOption(languageOption(cli, 'answer'))
    .addOption(configOption(cli))
    .action(async ({ config: name, lang }: { config: string; lang: Language }) => {
      const { readSettings } = await import('../settings/load-settings.ts')
      const { file, settings } = await readSettings(name)
      const { entities, persons } = settings
      const mailboxes = entities.reduce((count, entity) => count + entity.mailboxes.length, 0)
      cli.write(commandWords[lang].sound(file, entities.length, mailboxes, persons.length))
    })
  config
    .command('print-defaults')
    .description(
      say({
        en: 'every setting with what it is for, what is allowed and its default, as YAML',
        fr: 'chaque réglage avec son usage, ce qui est permis et sa valeur par défaut, en YAML (en anglais)',
      }),
    )
    .action(async () => {
      const { printDefaults } = await import('../settings/example-settings.ts')
      cli.write(printDefaults().trimEnd())
    })
}
