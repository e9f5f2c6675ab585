import type { Command } from 'commander'
import { commandGroup, languageOption } from './options.ts'
import type { Cli } from './terminal.ts'

interface ExplainFlags {
  batch?: string
  lang: 'en' | 'fr'
  full: boolean
  dns: boolean
}

/** `guichet mail explain` */
export function registerMailExplain(program: Command, cli: Cli): void {
  commandGroup(program, 'mail', 'look at mails and at what became of them')
    .command('explain')
    .description('say who wrote a mail, what kind it is, and which part is new')
    .argument('[files...]', 'raw mails')
    .option('--batch <file>', 'for programs: a JSON object a line, {id, file, input, subject}, answered by one a line')
    .addOption(languageOption('language of the report'))
    .option('--full', 'show whole texts instead of their first lines', false)
    .option('--no-dns', 'do not ask DNS for the keys of signatures')
    .action(async (files: string[], options: ExplainFlags, command: Command) => {
      const { explainBatch, explainFiles } = await import('./mail-explain.ts')
      if (options.batch === undefined && files.length === 0) command.error('error: name at least one mail, or --batch')
      const { lang: language, full, dns } = options
      cli.end(
        options.batch === undefined
          ? await explainFiles(files, { language, full, dns }, cli)
          : await explainBatch(options.batch, cli),
      )
    })
}
