import type { Command } from 'commander'
import type { Language } from '../i18n/language.ts'
import type { Sentence } from '../i18n/sentence.ts'
import {
  choiceOption,
  commandGroup,
  configOption,
  doesNotFit,
  languageOption,
  numberOption,
  positiveNumber,
  positiveNumbers,
  valueOption,
  values,
} from './options.ts'
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

/** What the commands of `guichet mail` are about. */
export const aboutMail: Sentence = {
  en: 'look at mails and at what became of them',
  fr: 'regarder les messages et ce qu’ils sont devenus',
}

/** As the list shows it: the number of a mail. */
const asListed: Sentence = { en: 'as the list shows it', fr: 'tel que la liste le montre' }

/** `guichet mail list | show | raw | trace | replay | import` */
export function registerJournal(program: Command, cli: Cli): void {
  const mail = commandGroup(program, cli, 'mail', aboutMail)
  registerList(mail, cli)
  registerShow(mail, cli)
  registerRaw(mail, cli)
  registerReplay(mail, cli)
  registerImport(mail, cli)
}

function registerList(mail: Command, cli: Cli): void {
  const { say } = cli
  mail
    .command('list')
    .description(
      say({
        en: 'the mails that came in, newest first, each with what it became and why',
        fr: 'les messages reçus, du plus récent au plus ancien, avec ce que chacun est devenu et pourquoi',
      }),
    )
    .addOption(
      choiceOption(
        cli,
        '--outcome',
        { en: 'outcome', fr: 'issue' },
        { en: 'only these', fr: 'seulement ceux-là' },
        outcomes,
      ),
    )
    .addOption(
      valueOption(cli, '--from', values.address, {
        en: 'only those of a sender',
        fr: 'seulement ceux d’un expéditeur',
      }),
    )
    .addOption(
      numberOption(cli, '--ticket', values.number, { en: 'only those of a ticket', fr: 'seulement ceux d’un ticket' }),
    )
    .addOption(
      valueOption(
        cli,
        '--since',
        { en: 'day', fr: 'jour' },
        {
          en: 'only those received since, such as 2026-11-24 or 2026-11-24T09:00Z',
          fr: 'seulement ceux reçus depuis, comme 2026-11-24 ou 2026-11-24T09:00Z',
        },
      ).argParser(instant),
    )
    .addOption(
      numberOption(cli, '--limit', values.count, { en: 'how many at most', fr: 'combien au plus' }).default(50),
    )
    .option(
      '--json',
      say({ en: 'for programs: one object a line', fr: 'pour des programmes : un objet par ligne' }),
      false,
    )
    .addOption(languageOption(cli, 'list'))
    .addOption(configOption(cli))
    .action(async ({ config, lang: language, ticket, ...only }: ListFlags) => {
      const { withDesk } = await import('./open-desk.ts')
      const { listMail } = await import('./mail-list.ts')
      const options = { ...only, language, ...(ticket === undefined ? {} : { ticketId: ticket }) }
      await withDesk(config, ({ store }) => listMail(store, options, cli.write))
    })
}

function registerShow(mail: Command, cli: Cli): void {
  const each = [
    [
      'show',
      {
        en: 'all that is known of one mail: where it was seen, what it became',
        fr: 'tout ce qu’on sait d’un message : où il a été vu, ce qu’il est devenu',
      },
    ],
    [
      'trace',
      {
        en: 'why one mail became what it became: each step, the rule that decided, what was taken away',
        fr: 'pourquoi un message est devenu ce qu’il est : chaque étape, la règle qui a décidé, ce qui a été ôté',
      },
    ],
  ] as const
  for (const [name, description] of each)
    mail
      .command(name)
      .description(cli.say(description))
      .argument('<id>', cli.say(asListed), positiveNumber('<id>'))
      .addOption(languageOption(cli, 'report'))
      .addOption(configOption(cli))
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
    .description(
      cli.say({
        en: 'one mail as it came, to standard output',
        fr: 'un message tel qu’il est venu, sur la sortie standard',
      }),
    )
    .argument('<id>', cli.say(asListed), positiveNumber('<id>'))
    .addOption(languageOption(cli, 'trouble'))
    .addOption(configOption(cli))
    .action(async (id: number, { config, lang: language }: Flags) => {
      const { withDesk } = await import('./open-desk.ts')
      const { writeRaw } = await import('./mail-raw.ts')
      const done = await withDesk(config, (desk) => writeRaw(desk, id, process.stdout, { language, write: cli.fail }))
      cli.end(done ? 0 : 1)
    })
}

function registerReplay(mail: Command, cli: Cli): void {
  const { say } = cli
  mail
    .command('replay')
    .description(
      say({
        en: 'have mails processed again that were held, parked, refused or ignored',
        fr: 'faire traiter de nouveau des messages retenus, mis de côté, refusés ou ignorés',
      }),
    )
    .argument(
      '<ids...>',
      say({ en: 'as the list shows them', fr: 'tels que la liste les montre' }),
      positiveNumbers('<ids>'),
    )
    .option(
      '--as-new',
      say({
        en: 'take them for new mails: also those that have had their effect',
        fr: 'les prendre pour de nouveaux messages : aussi ceux qui ont déjà eu leur effet',
      }),
      false,
    )
    .addOption(languageOption(cli, 'answer'))
    .addOption(configOption(cli))
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
  const { say } = cli
  mail
    .command('import')
    .description(
      say({
        en: 'take mails in from files, folders (Maildirs too) and mbox files, as if they had come to a mailbox',
        fr: 'prendre des messages dans des fichiers, des dossiers (Maildirs aussi) et des fichiers mbox, comme s’ils étaient arrivés dans un collecteur',
      }),
    )
    .argument(
      say({ en: '<paths...>', fr: '<chemins...>' }),
      say({ en: 'files and folders', fr: 'fichiers et dossiers' }),
    )
    .addOption(
      valueOption(cli, '--mailbox', values.key, {
        en: 'the mailbox that takes them in; else the first',
        fr: 'le collecteur qui les prend ; sinon le premier',
      }),
    )
    .addOption(languageOption(cli, 'answer'))
    .addOption(configOption(cli))
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
  if (Number.isNaN(at))
    throw doesNotFit(text, '--since', {
      en: 'a day or a time, such as 2026-11-24',
      fr: 'un jour ou un moment, comme 2026-11-24',
    })
  return at
}
