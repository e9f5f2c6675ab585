import type { Command } from 'commander'
import type { Language } from '../i18n/language.ts'
import { mailGroup } from './mail-group.ts'
import { configOption, languageOption, listed, positiveNumber, positiveNumbers } from './options.ts'
import type { Cli } from './terminal.ts'

interface Flags {
  config: string
  lang: Language
}

/** `guichet mail show | trace | raw | replay` */
export function registerJournal(program: Command, cli: Cli): void {
  const mail = mailGroup(program, cli)
  registerShow(mail, cli)
  registerRaw(mail, cli)
  registerReplay(mail, cli)
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
      .argument('<id>', cli.say(listed.one), positiveNumber('<id>'))
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
    .argument('<id>', cli.say(listed.one), positiveNumber('<id>'))
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
    .argument('<ids...>', say(listed.several), positiveNumbers('<ids>'))
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
