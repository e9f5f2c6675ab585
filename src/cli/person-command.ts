import type { Command } from 'commander'
import type { Language } from '../i18n/language.ts'
import { commandGroup, configOption, languageOption } from './options.ts'
import type { Cli } from './terminal.ts'

interface Flags {
  config: string
  lang: Language
}

/** `guichet person export | erase` */
export function registerPerson(program: Command, cli: Cli): void {
  const person = commandGroup(program, 'person', 'give a person all that is held on them, or take them out of it')
  registerExport(person, cli)
  registerErase(person, cli)
}

function registerExport(person: Command, cli: Cli): void {
  person
    .command('export')
    .description('write all that is held on a person into a folder: JSON, mails as they came and went, documents')
    .argument('<who>', 'an address, or the number of the person')
    .option('--out <folder>', 'the folder to make; else person-<number>')
    .addOption(languageOption('language of the answer'))
    .addOption(configOption())
    .action(async (who: string, { config, lang: language, out }: Flags & { out?: string }) => {
      const { withDesk } = await import('./open-desk.ts')
      const { exportPerson } = await import('./person-export.ts')
      const options = { language, folder: out ?? null }
      cli.end(await withDesk(config, ({ store, files }) => exportPerson({ store, files }, who, options, cli.write)))
    })
}

const reach = `
What is reached: their mails (raw and journal, with the trace), followups, descriptions and reasons; documents that nobody else
sent; every mail of ours on tickets in which they take part, to whomever (rendered bytes, text, frozen data); what others' replies on those
tickets quoted of them, and the raw bytes of those replies; their address and full name in every table, alarms and refusals too.
Tickets stay whole for the others: words are replaced by “[erased]”. It can be called again at any time.`

function registerErase(person: Command, cli: Cli): void {
  person
    .command('erase')
    .description('take a person out of everything that is held; says what must stay, and why')
    .argument('<who>', 'an address, or the number of the person')
    .option('--dry-run', 'only say what would be reached', false)
    .option('--yes', 'do it: it cannot be undone', false)
    .addOption(languageOption('language of the answer'))
    .addOption(configOption())
    .addHelpText('after', reach)
    .action(async (who: string, { config, lang: language, ...flags }: Flags & { dryRun: boolean; yes: boolean }) => {
      const { withDesk } = await import('./open-desk.ts')
      const { eraseByHand } = await import('./person-erase.ts')
      const status = await withDesk(config, async ({ store, files, directory }) => {
        const desk = { store, files, directory: await directory(), now: Date.now }
        return eraseByHand(desk, who, { ...flags, language }, cli.write)
      })
      cli.end(status)
    })
}
