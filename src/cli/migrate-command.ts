import type { Command } from 'commander'
import { configOption } from './options.ts'
import type { Cli } from './terminal.ts'

/** `guichet migrate` */
export function registerMigrate(program: Command, cli: Cli): void {
  program
    .command('migrate')
    .description('bring the database to this version (a start does it too)')
    .addOption(configOption())
    .action(async ({ config }: { config: string }) => {
      const { migrateDatabase } = await import('./migrate.ts')
      await migrateDatabase(config, cli.write)
    })
}
