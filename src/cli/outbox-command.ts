import { type Command, Option } from 'commander'
import { commandGroup, configOption, positiveNumber } from './options.ts'
import type { Cli } from './terminal.ts'

const statuses = ['waiting', 'sending', 'sent', 'parked', 'held', 'cancelled', 'digest']

interface ListFlags {
  config: string
  status?: string
  ticket?: number
  limit: number
}

/** `guichet outbox list | show | retry | resume` */
export function registerOutbox(program: Command, cli: Cli): void {
  const outbox = commandGroup(program, 'outbox', 'look at the mails that go out, and send again what was stopped')
  registerList(outbox, cli)
  registerShow(outbox, cli)
  registerRetry(outbox, cli)
  registerResume(outbox, cli)
}

function registerList(outbox: Command, cli: Cli): void {
  outbox
    .command('list')
    .description('the mails, newest first, and the transports that are paused')
    .addOption(new Option('--status <status>', 'only these').choices(statuses))
    .option('--ticket <number>', 'only those of a ticket', positiveNumber)
    .option('--limit <count>', 'how many at most', positiveNumber, 50)
    .addOption(configOption())
    .action(async ({ config, ...only }: ListFlags) => {
      const { withDesk, listOutbox } = await load()
      await withDesk(config, ({ store }) => listOutbox(store, only, cli.write))
    })
}

function registerShow(outbox: Command, cli: Cli): void {
  outbox
    .command('show')
    .description('all that is known of one mail, with every answer of the server')
    .argument('<id>', 'as the list shows it', positiveNumber)
    .addOption(configOption())
    .action(async (id: number, { config }: { config: string }) => {
      const { withDesk, showOutbox } = await load()
      cli.end((await withDesk(config, ({ store }) => showOutbox(store, id, cli.write))) ? 0 : 1)
    })
}

function registerRetry(outbox: Command, cli: Cli): void {
  outbox
    .command('retry')
    .description('send again what was stopped: the same mail where it had been made')
    .argument('[ids...]', 'as the list shows them', (text: string, known: number[] = []) => [
      ...known,
      positiveNumber(text),
    ])
    .option('--all', 'every parked mail', false)
    .addOption(configOption())
    .action(async (ids: number[] = [], { config, all }: { config: string; all: boolean }, command: Command) => {
      if (all === ids.length > 0) command.error('error: name the mails, or --all')
      const { withDesk, retryOutbox } = await load()
      const count = await withDesk(config, ({ store }) =>
        retryOutbox(store, all ? { all: true } : { ids }, Date.now(), cli.write),
      )
      cli.end(all || count === ids.length ? 0 : 1)
    })
}

function registerResume(outbox: Command, cli: Cli): void {
  outbox
    .command('resume')
    .description('end the pause of a transport, or of all')
    .argument('[transport]', 'its key in the settings')
    .addOption(configOption())
    .action(async (transport: string | undefined, { config }: { config: string }) => {
      const { withDesk, resumeOutbox } = await load()
      await withDesk(config, ({ store }) => resumeOutbox(store, transport ?? null, cli.write))
    })
}

async function load() {
  return { ...(await import('./open-desk.ts')), ...(await import('./outbox.ts')) }
}
