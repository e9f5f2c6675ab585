import type { Command } from 'commander'
import { commandWords } from '../i18n/command-words.ts'
import type { Language } from '../i18n/language.ts'
import { commandGroup, configOption, languageOption } from './options.ts'
import type { Cli } from './terminal.ts'

/** `guichet config check | print-defaults` */
export function registerConfig(program: Command, cli: Cli): void {
  const config = commandGroup(program, 'config', 'the settings')
  config
    .command('check')
    .description('say what is wrong in the settings, each with its line; the exit status is 1 where something is')
    .addOption(languageOption('language of the answer'))
    .addOption(configOption())
    .action(async ({ config: name, lang }: { config: string; lang: Language }) => {
      const { readSettings } = await import('../settings/load-settings.ts')
      const { file, settings } = await readSettings(name)
      const { entities, persons } = settings
      const mailboxes = entities.reduce((count, entity) => count + entity.mailboxes.length, 0)
      cli.write(commandWords[lang].sound(file, entities.length, mailboxes, persons.length))
    })
  config
    .command('print-defaults')
    .description('every setting with what it is for, what is allowed and its default, as YAML')
    .action(async () => {
      const { printDefaults } = await import('../settings/example-settings.ts')
      cli.write(printDefaults().trimEnd())
    })
}
