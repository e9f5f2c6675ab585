import type { Command } from 'commander'

const OVERRIDES = ['--overrides <folder>', 'a folder whose files stand for the shipped ones of the same name'] as const

/** Adds `guichet template …`. `end` takes the exit status. */
export function addTemplateCommand(program: Command, end: (status: number) => void): void {
  const template = program.command('template').description('check the mail templates, and look at the mails they make')
  template
    .command('check')
    .description('find what is wrong with the templates; the exit status is 1 where something is')
    .option(...OVERRIDES)
    .action(async (options: { overrides?: string }) => {
      const { checkTemplates } = await import('./template.ts')
      end(await checkTemplates(options.overrides, toTerminal))
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
      await previewTemplate(event, options, toTerminal)
    })
}

function toTerminal(line: string): void {
  process.stdout.write(`${line}\n`)
}
