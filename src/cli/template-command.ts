import type { Command } from 'commander'
import { commandGroup } from './options.ts'
import type { Cli } from './terminal.ts'

const OVERRIDES = ['--overrides <folder>', 'a folder whose files stand for the shipped ones of the same name'] as const

/** `guichet template check | preview` */
export function registerTemplate(program: Command, cli: Cli): void {
  const template = commandGroup(program, 'template', 'check the mail templates, and look at the mails they make')
  template
    .command('check')
    .description('find what is wrong with the templates; the exit status is 1 where something is')
    .option(...OVERRIDES)
    .action(async (options: { overrides?: string }) => {
      const { checkTemplates } = await import('./template.ts')
      cli.end(await checkTemplates(options.overrides, cli.write))
    })
  template
    .command('preview')
    .description('show a mail made from sample data: its subject and text, or its HTML in a file')
    .argument('<event>', 'the mail: new, followup, solved, …')
    .option('--lang <language>', 'en or fr', 'en')
    .option('--out <file>', 'write the HTML to a file, or the text where its name ends in .txt')
    .option(...OVERRIDES)
    .action(async (event: string, options: { lang: string; out?: string; overrides?: string }) => {
      const { previewTemplate } = await import('./template.ts')
      await previewTemplate(event, options, cli.write)
    })
}
