import type { Command } from 'commander'
import type { Language } from '../i18n/language.ts'
import { languageOption } from './options.ts'
import type { Cli } from './terminal.ts'

const graceMs = 5000

/** `guichet demo` */
export function registerDemo(program: Command, cli: Cli): void {
  program
    .command('demo')
    .description('play a story over a whole desk on this machine, with mailboxes to go on by hand')
    .option('--once', 'end after the story; the status is 0 where everything came true')
    .addOption(languageOption('language of the story'))
    .action(async ({ once, lang }: { once?: boolean; lang: Language }) => {
      const { runDemo } = await import('../demo/demo.ts')
      const { createLogger } = await import('../log.ts')
      const { stopSignal } = await import('./stop-signal.ts')
      const stop = stopSignal()
      const log = createLogger({
        level: 'error',
        forPeople: true,
        target: { write: (line) => cli.fail(line.trimEnd()) },
      })
      try {
        cli.end(await runDemo({ language: lang, once: once === true, log, signal: stop.signal, ...cli }))
      } finally {
        stop.release()
        // A server that did not close would keep the process for ever.
        setTimeout(() => process.exit(), graceMs).unref()
      }
    })
}
