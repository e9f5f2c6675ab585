import type { Command } from 'commander'
import { configOption } from './options.ts'
import type { Cli } from './terminal.ts'

/** `guichet start` */
export function registerStart(program: Command, cli: Cli): void {
  program
    .command('start')
    .description('run the desk until it is told to stop (SIGTERM, SIGINT)')
    .addOption(configOption())
    .action(async ({ config }: { config: string }) => {
      const { runService } = await import('./start.ts')
      cli.end(await runService(config))
    })
}
