import type { Command } from 'commander'
import type { Language } from '../i18n/language.ts'
import { configOption, languageOption, numberOption } from './options.ts'
import type { Cli } from './terminal.ts'

interface Flags {
  config: string
  lang: Language
  json: boolean
  selfTest: boolean
  wait: number
}

/** `guichet doctor` */
export function registerDoctor(program: Command, cli: Cli): void {
  const { say } = cli
  program
    .command('doctor')
    .description(
      say({
        en: 'try every part, and say of each what is right, what is wrong, and how to mend it (status 1 if wrong)',
        fr: 'essayer chaque partie, et dire ce qui va, ce qui ne va pas et comment le réparer (code de retour 1 si quelque chose ne va pas)',
      }),
    )
    .option(
      '--self-test',
      say({
        en: 'send each mailbox mails of its own, and see what survives (the default)',
        fr: 'envoyer à chaque collecteur ses propres messages, et voir ce qui arrive (par défaut)',
      }),
      true,
    )
    .option('--no-self-test', say({ en: 'send nothing', fr: 'ne rien envoyer' }))
    .addOption(
      numberOption(
        cli,
        '--wait',
        { en: 'seconds', fr: 'secondes' },
        { en: 'how long to wait for those mails', fr: 'combien de temps attendre ces messages' },
      ).default(60),
    )
    .option('--json', say({ en: 'one object for programs', fr: 'un objet, pour des programmes' }), false)
    .addOption(languageOption(cli, 'report'))
    .addOption(configOption(cli))
    .action(async ({ config, lang, json, selfTest, wait }: Flags) => {
      const { runDoctor } = await import('./doctor.ts')
      const selfTestSeconds = selfTest ? Math.min(wait, 3600) : null
      cli.end(await runDoctor(config, { lang, json, selfTestSeconds }, cli.write))
    })
}
