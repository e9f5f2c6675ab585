import type { Command } from 'commander'
import type { Language } from '../i18n/language.ts'
import { languageOption } from './options.ts'
import type { Cli } from './terminal.ts'

const graceMs = 5000

/** `guichet demo` */
export function registerDemo(program: Command, cli: Cli): void {
  const { say, write, fail } = cli
  program
    .command('demo')
    .description(
      say({
        en: 'play a story over a whole desk on this machine, with mailboxes to go on by hand',
        fr: 'jouer une histoire avec un support entier sur cette machine, avec des boîtes pour continuer à la main',
      }),
    )
    .option(
      '--once',
      say({
        en: 'end after the story; the status is 0 where everything came true',
        fr: 'finir après l’histoire ; le code de retour est 0 si tout s’est passé comme prévu',
      }),
    )
    .addOption(languageOption(cli, 'story'))
    .action(async ({ once, lang }: { once?: boolean; lang: Language }) => {
      const { runDemo } = await import('../demo/demo.ts')
      const { createLogger } = await import('../log.ts')
      const { stopSignal } = await import('./stop-signal.ts')
      const stop = stopSignal()
      const log = createLogger({
        level: 'error',
        forPeople: true,
        target: { write: (line) => fail(line.trimEnd()) },
      })
      try {
        cli.end(await runDemo({ language: lang, once: once === true, log, signal: stop.signal, write, fail }))
      } finally {
        stop.release()
        // A server that did not close would keep the process for ever.
        setTimeout(() => process.exit(), graceMs).unref()
      }
    })
}
