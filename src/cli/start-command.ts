import type { Command } from 'commander'
import { configOption, languageOption } from './options.ts'
import type { Cli } from './terminal.ts'

/** `guichet start` */
export function registerStart(program: Command, cli: Cli): void {
  program
    .command('start')
    .description(
      cli.say({
        en: 'run the desk until it is told to stop (SIGTERM, SIGINT)',
        fr: 'faire marcher Guichet jusqu’à ce qu’on l’arrête (SIGTERM, SIGINT)',
      }),
    )
    .addOption(languageOption(cli, 'trouble'))
    .addOption(configOption(cli))
    .action(async ({ config }: { config: string }) => {
      const { runService } = await import('./start.ts')
      cli.end(await runService(config))
    })
}
