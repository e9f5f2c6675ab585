import type { Command } from 'commander'
import { commandGroup, configOption } from './options.ts'
import type { Cli } from './terminal.ts'

/** `guichet keys rotate` */
export function registerKeys(program: Command, cli: Cli): void {
  commandGroup(program, 'keys', 'the keys that sign links, reply addresses and Message-IDs')
    .command('rotate')
    .description('sign with a new key from the next start on; what the old ones signed stays good')
    .addOption(configOption())
    .action(async ({ config }: { config: string }) => {
      const [{ loadSettings }, { keysPath, rotateKeys }] = await Promise.all([
        import('../settings/load-settings.ts'),
        import('../settings/keys.ts'),
      ])
      const { data } = await loadSettings(config)
      const id = await rotateKeys(data)
      cli.write(`The key “${id}” is first in ${keysPath(data)}; restart the service, and back the file up.`)
    })
}
