import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Language } from '../i18n/language.ts'
import { commandGroup, configOption, languageOption, positiveNumber } from './options.ts'
import type { Cli } from './terminal.ts'

interface Flags {
  config: string
  lang: Language
}

interface ListFlags extends Flags {
  outcome?: string
  from?: string
  ticket?: number
  since?: number
  limit: number
  json: boolean
}

const outcomes = [
  ...['opened', 'followedUp', 'commanded', 'bounced', 'duplicate', 'held', 'ignored', 'rejected', 'parked'],
  ...['accepted', 'refused', 'waiting', 'processing'],
]

/** `guichet mail list | show | raw | trace | replay | import` */
export function registerJournal(program: Command, cli: Cli): void {
  const mail = commandGroup(program, 'mail', 'look at mails and at what became of them')
  registerList(mail, cli)
  registerShow(mail, cli)
  registerRaw(mail, cli)
  registerReplay(mail, cli)
  registerImport(mail, cli)
}

function registerList(mail: Command, cli: Cli): void {
  mail
    .command('list')
    .description('the mails that came in, newest first, each with what it became and why')
    .addOption(new Option('--outcome <outcome>', 'only these').choices(outcomes))
    .option('--from <address>', 'only those of a sender')
    .option('--ticket <number>', 'only those of a ticket', positiveNumber)
    .option('--since <day>', 'only those received since, such as 2026-11-24 or 2026-11-24T09:00Z', instant)
    .option('--limit <count>', 'how many at most', positiveNumber, 50)
    .option('--json', 'for programs: one object a line', false)
    .addOption(languageOption('language of the list'))
    .addOption(configOption())
    .action(async ({ config, lang: language, ticket, ...only }: ListFlags) => {
      const { withDesk } = await import('./open-desk.ts')
      const { listMail } = await import('./mail-list.ts')
      const options = { ...only, language, ...(ticket === undefined ? {} : { ticketId: ticket }) }
      await withDesk(config, ({ store }) => listMail(store, options, cli.write))
    })
}

function registerShow(mail: Command, cli: Cli): void {
  const each = [
    ['show', 'all that is known of one mail: where it was seen, what it became'],
    ['trace', 'why one mail became what it became: each step, the rule that decided, what was taken away'],
  ] as const
  for (const [name, description] of each)
    mail
      .command(name)
      .description(description)
      .argument('<id>', 'as the list shows it', positiveNumber)
      .addOption(languageOption('language of the report'))
      .addOption(configOption())
      .action(async (id: number, { config, lang }: Flags) => {
        const { withDesk } = await import('./open-desk.ts')
        const { showMail, traceMail } = await import('./mail-show.ts')
        const tell = name === 'show' ? showMail : traceMail
        cli.end((await withDesk(config, ({ store }) => tell(store, id, lang, cli.write))) ? 0 : 1)
      })
}

function registerRaw(mail: Command, cli: Cli): void {
  mail
    .command('raw')
    .description('one mail as it came, to standard output')
    .argument('<id>', 'as the list shows it', positiveNumber)
    .addOption(languageOption('language of what goes wrong'))
    .addOption(configOption())
    .action(async (id: number, { config, lang: language }: Flags) => {
      const { withDesk } = await import('./open-desk.ts')
      const { writeRaw } = await import('./mail-raw.ts')
      const done = await withDesk(config, (desk) => writeRaw(desk, id, process.stdout, { language, write: cli.fail }))
      cli.end(done ? 0 : 1)
    })
}

function registerReplay(mail: Command, cli: Cli): void {
  mail
    .command('replay')
    .description('have mails processed again that were held, parked, refused or ignored')
    .argument('<ids...>', 'as the list shows them', (text: string, known: number[] = []) => [
      ...known,
      positiveNumber(text),
    ])
    .option('--as-new', 'take them for new mails: also those that have had their effect', false)
    .addOption(languageOption('language of the answer'))
    .addOption(configOption())
    .action(async (ids: number[], { config, lang: language, asNew }: Flags & { asNew: boolean }) => {
      const { withDesk } = await import('./open-desk.ts')
      const { replayMails } = await import('./mail-replay.ts')
      const status = await withDesk(config, ({ store, files }) =>
        replayMails({ store, files, now: Date.now }, ids, { asNew, language }, cli.write),
      )
      cli.end(status)
    })
}

function registerImport(mail: Command, cli: Cli): void {
  mail
    .command('import')
    .description('take mails in from files, folders (Maildirs too) and mbox files, as if they had come to a mailbox')
    .argument('<paths...>', 'files and folders')
    .option('--mailbox <key>', 'the mailbox that takes them in; else the first')
    .addOption(languageOption('language of the answer'))
    .addOption(configOption())
    .action(async (paths: string[], { config, lang: language, mailbox }: Flags & { mailbox?: string }) => {
      const { withDesk } = await import('./open-desk.ts')
      const { importMails } = await import('./mail-import.ts')
      const { systemClock } = await import('../clock.ts')
      const { createGroupCommit } = await import('../store/group-commit.ts')
      const status = await withDesk(config, async ({ store, files, directory }) => {
        const accept = { store, group: createGroupCommit(store), files, clock: systemClock, wake: () => {} }
        const options = { mailbox: mailbox ?? null, language }
        return importMails({ accept, directory: await directory() }, paths, options, cli.write)
      })
      cli.end(status)
    })
}

function instant(text: string): number {
  const at = Date.parse(text)
  if (Number.isNaN(at)) throw new InvalidArgumentError('It must be a day or a time, such as 2026-11-24.')
  return at
}
