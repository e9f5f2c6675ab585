import { type Command, Option } from 'commander'
import type { Language } from '../i18n/language.ts'
import { commandGroup, configOption, languageOption } from './options.ts'
import type { Cli } from './terminal.ts'

interface Flags {
  config: string
  lang: Language
  standing?: 'leave' | 'take'
}

/** `guichet mailbox resume` */
export function registerMailbox(program: Command, cli: Cli): void {
  commandGroup(program, 'mailbox', 'the mailboxes that are read')
    .command('resume')
    .description('end the pause of a mailbox, such as one that was rebuilt on its server')
    .argument('<key>', 'its key in the settings')
    .addOption(
      new Option(
        '--standing <what>',
        'what is to become of the mails in a mailbox that was rebuilt: left alone, or taken in where the journal does not know them',
      ).choices(['leave', 'take']),
    )
    .addOption(languageOption('language of the answer'))
    .addOption(configOption())
    .action(async (key: string, { config, lang: language, standing }: Flags) => {
      const [{ withDesk }, { resumeByHand }] = await Promise.all([
        import('./open-desk.ts'),
        import('./mailbox-resume.ts'),
      ])
      cli.end(
        await withDesk(config, ({ store }) =>
          resumeByHand(store, key, { standing: standing ?? null, language }, cli.write),
        ),
      )
    })
}
