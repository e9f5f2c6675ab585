import type { Command } from 'commander'
import type { Language } from '../i18n/language.ts'
import { mailGroup } from './mail-group.ts'
import { configOption, languageOption, valueOption, values } from './options.ts'
import type { Cli } from './terminal.ts'

interface Flags {
  config: string
  lang: Language
  mailbox?: string
}

/** `guichet mail import` */
export function registerMailImport(program: Command, cli: Cli): void {
  const { say } = cli
  mailGroup(program, cli)
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
    .action(async (paths: string[], { config, lang: language, mailbox }: Flags) => {
      const { withDesk } = await import('./open-desk.ts')
      const { importMails } = await import('./mail-import.ts')
      const { systemClock } = await import('../clock.ts')
      const { createGroupCommit } = await import('../store/group-commit.ts')
      const status = await withDesk(config, async ({ store, files, directory }) => {
        const group = createGroupCommit(store)
        const accept = { store, group, files, clock: systemClock, wake: () => {}, refused: () => {} }
        const options = { mailbox: mailbox ?? null, language }
        return importMails({ accept, directory: await directory() }, paths, options, cli.write)
      })
      cli.end(status)
    })
}
