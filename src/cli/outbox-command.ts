import { type Command, Option } from 'commander'
import type { Language } from '../i18n/language.ts'
import { commandGroup, configOption, languageOption, positiveNumber } from './options.ts'
import type { Cli } from './terminal.ts'

const statuses = ['waiting', 'sending', 'sent', 'parked', 'held', 'cancelled', 'digest']

interface Flags {
  config: string
  lang: Language
}

interface ListFlags {
  config: string
  status?: string
  ticket?: number
  limit: number
  lang: Language
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
    .addOption(languageOption('language of the list'))
    .addOption(configOption())
    .action(async ({ config, lang: language, ...only }: ListFlags) => {
      const { withDesk, listOutbox } = await load()
      await withDesk(config, ({ store }) => listOutbox(store, { ...only, language }, cli.write))
    })
}

function registerShow(outbox: Command, cli: Cli): void {
  outbox
    .command('show')
    .description('all that is known of one mail, with every answer of the server')
    .argument('<id>', 'as the list shows it', positiveNumber)
    .addOption(languageOption('language of the report'))
    .addOption(configOption())
    .action(async (id: number, { config, lang }: Flags) => {
      const { withDesk, showOutbox } = await load()
      cli.end((await withDesk(config, ({ store }) => showOutbox(store, id, lang, cli.write))) ? 0 : 1)
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
    .option('--all', 'every parked mail')
    .addOption(languageOption('language of the answer'))
    .addOption(configOption())
    .action(
      async (
        ids: number[] = [],
        { config, lang: language, all = false }: Flags & { all?: boolean },
        command: Command,
      ) => {
        if (all === ids.length > 0) command.error('error: name the mails, or --all')
        const { withDesk, retryOutbox } = await load()
        const count = await withDesk(config, ({ store }) =>
          retryOutbox(store, all ? { all: true } : { ids }, { now: Date.now(), language }, cli.write),
        )
        cli.end(all || count === ids.length ? 0 : 1)
      },
    )
}

function registerResume(outbox: Command, cli: Cli): void {
  outbox
    .command('resume')
    .description('end the pause of a transport, or of all')
    .argument('[transport]', 'its key in the settings')
    .addOption(languageOption('language of the answer'))
    .addOption(configOption())
    .action(async (transport: string | undefined, { config, lang }: Flags) => {
      const { withDesk, resumeOutbox } = await load()
      await withDesk(config, ({ store }) => resumeOutbox(store, transport ?? null, lang, cli.write))
    })
}

async function load() {
  return { ...(await import('./open-desk.ts')), ...(await import('./outbox.ts')) }
}
