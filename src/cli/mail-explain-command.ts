import type { Command } from 'commander'
import { mailGroup } from './mail-group.ts'
import { languageOption, valueOption, values } from './options.ts'
import type { Cli } from './terminal.ts'
import { wrongUsage } from './wrong-usage.ts'

interface ExplainFlags {
  batch?: string
  lang: 'en' | 'fr'
  full: boolean
  dns: boolean
}

/** `guichet mail explain` */
export function registerMailExplain(program: Command, cli: Cli): void {
  const { say } = cli
  mailGroup(program, cli)
    .command('explain')
    .description(
      say({
        en: 'say who wrote a mail, what kind it is, and which part is new',
        fr: 'dire qui a écrit un message, de quelle sorte il est, et quelle partie est nouvelle',
      }),
    )
    .argument(say({ en: '[files...]', fr: '[fichiers...]' }), say({ en: 'raw mails', fr: 'messages bruts' }))
    .addOption(
      valueOption(cli, '--batch', values.file, {
        en: 'for programs: a JSON object a line, {id, file, input, subject}, answered by one a line',
        fr: 'pour des programmes : un objet JSON par ligne, {id, file, input, subject}, et en réponse un par ligne',
      }),
    )
    .addOption(languageOption(cli, 'report'))
    .option(
      '--full',
      say({
        en: 'show whole texts instead of their first lines',
        fr: 'montrer les textes entiers au lieu de leurs premières lignes',
      }),
      false,
    )
    .option(
      '--no-dns',
      say({
        en: 'do not ask DNS for the keys of signatures',
        fr: 'ne pas demander au DNS les clés des signatures',
      }),
    )
    .action(async (files: string[], options: ExplainFlags) => {
      const { explainBatch, explainFiles } = await import('./mail-explain.ts')
      if (options.batch === undefined && files.length === 0)
        throw wrongUsage({
          en: 'Name at least one mail, or --batch.',
          fr: 'Nommez au moins un message, ou --batch.',
        })
      const { lang: language, full, dns } = options
      cli.end(
        options.batch === undefined
          ? await explainFiles(files, { language, full, dns }, cli)
          : await explainBatch(options.batch, cli),
      )
    })
}
