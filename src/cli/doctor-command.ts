import type { Command } from 'commander'
import type { Language } from '../i18n/language.ts'
import { configOption, languageOption, positiveNumber } from './options.ts'
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
  program
    .command('doctor')
    .description('try every part, and say of each what is right, what is wrong, and how to mend it (status 1 if wrong)')
    .option('--self-test', 'send each mailbox mails of its own, and see what survives (the default)', true)
    .option('--no-self-test', 'send nothing')
    .option('--wait <seconds>', 'how long to wait for those mails', positiveNumber, 60)
    .option('--json', 'one object for programs', false)
    .addOption(languageOption('language of the report'))
    .addOption(configOption())
    .action(async ({ config, lang, json, selfTest, wait }: Flags) => {
      const { runDoctor } = await import('./doctor.ts')
      const selfTestSeconds = selfTest ? Math.min(wait, 3600) : null
      cli.end(await runDoctor(config, { lang, json, selfTestSeconds }, cli.write))
    })
}
