import type { Command } from 'commander'
import { configOption } from './options.ts'
import type { Cli } from './terminal.ts'

/** `guichet adopt` */
export function registerAdopt(program: Command, cli: Cli): void {
  program
    .command('adopt')
    .description('say that the database lives here now: a copy sends nothing until then')
    .addOption(configOption())
    .action(async ({ config }: { config: string }) => {
      const [{ withDesk }, { adoptInstance, muteReason }] = await Promise.all([
        import('./open-desk.ts'),
        import('../outbox/mute.ts'),
      ])
      await withDesk(config, async ({ store, instance }) => {
        const reason = await muteReason(store, instance)
        if (reason === null) return cli.write('This database lives here already.')
        await adoptInstance(store, instance)
        cli.write(
          `This database lives here now, on ${instance.hostName}, with ${instance.dataFolder}. Make sure that no other copy still sends mail. A service that runs already sends within a minute; start it anew, so that it files mails away again.`,
        )
      })
    })
}
