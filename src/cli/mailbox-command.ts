import type { Command } from 'commander'
import type { Language } from '../i18n/language.ts'
import { choiceOption, commandGroup, configOption, languageOption, values } from './options.ts'
import type { Cli } from './terminal.ts'

interface Flags {
  config: string
  lang: Language
  standing?: 'leave' | 'take'
}

/** `guichet mailbox resume` */
export function registerMailbox(program: Command, cli: Cli): void {
  const { say } = cli
  commandGroup(program, cli, 'mailbox', { en: 'the mailboxes that are read', fr: 'les collecteurs qui sont lus' })
    .command('resume')
    .description(
      say({
        en: 'end the pause of a mailbox, such as one that was rebuilt on its server',
        fr: 'finir la pause d’un collecteur, par exemple s’il a été reconstruit sur son serveur',
      }),
    )
    .argument(`<${say(values.key)}>`, say({ en: 'its key in the settings', fr: 'sa clé dans la configuration' }))
    .addOption(
      choiceOption(
        cli,
        '--standing',
        { en: 'what', fr: 'quoi' },
        {
          en: 'what is to become of the mails in a mailbox that was rebuilt: left alone, or taken in where the journal does not know them',
          fr: 'ce que deviennent les messages d’un collecteur reconstruit : laissés là, ou pris si le journal ne les connaît pas',
        },
        ['leave', 'take'],
      ),
    )
    .addOption(languageOption(cli, 'answer'))
    .addOption(configOption(cli))
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
