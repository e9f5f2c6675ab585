import type { Command } from 'commander'
import { commandGroup, configOption } from './options.ts'
import type { Cli } from './terminal.ts'

/** `guichet config check | print-defaults` */
export function registerConfig(program: Command, cli: Cli): void {
  const config = commandGroup(program, 'config', 'the settings')
  config
    .command('check')
    .description('say what is wrong in the settings, each with its line; the exit status is 1 where something is')
    .addOption(configOption())
    .action(async ({ config: name }: { config: string }) => {
      const { readSettings } = await import('../settings/load-settings.ts')
      const { file, settings } = await readSettings(name)
      const { entities, persons } = settings
      const mailboxes = entities.reduce((count, entity) => count + entity.mailboxes.length, 0)
      cli.write(`${file} is sound: entities ${entities.length}, mailboxes ${mailboxes}, persons ${persons.length}.`)
    })
  config
    .command('print-defaults')
    .description('every setting with what it is for, what is allowed and its default, as YAML')
    .action(async () => {
      const { printDefaults } = await import('../settings/example-settings.ts')
      cli.write(printDefaults().trimEnd())
    })
}
