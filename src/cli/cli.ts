import { Command, Option } from 'commander'
import { addTemplateCommand } from './template-command.ts'

interface ExplainFlags {
  batch?: string
  lang: 'en' | 'fr'
  full: boolean
  dns: boolean
}

const terminal = {
  write: (line: string) => process.stdout.write(`${line}\n`),
  fail: (line: string) => process.stderr.write(`${line}\n`),
}

/** Runs one command line; the promise gives the exit status. Each command is loaded only when it is called. */
export async function runCli(argv: readonly string[]): Promise<number> {
  let status = 0
  const program = new Command('guichet').description('A ticket desk that people use from their mailbox')
  const mail = program.command('mail').description('look at mails and at what became of them')
  mail
    .command('explain')
    .description('say who wrote a mail, what kind it is, and which part is new')
    .argument('[files...]', 'raw mails')
    .option('--batch <file>', 'for programs: a JSON object a line, {id, file, input, subject}, answered by one a line')
    .addOption(new Option('--lang <language>', 'language of the report').choices(['en', 'fr']).default('en'))
    .option('--full', 'show whole texts instead of their first lines', false)
    .option('--no-dns', 'do not ask DNS for the keys of signatures')
    .action(async (files: string[], options: ExplainFlags, command: Command) => {
      const { explainBatch, explainFiles } = await import('./mail-explain.ts')
      if (options.batch === undefined && files.length === 0) command.error('error: name at least one mail, or --batch')
      status =
        options.batch === undefined
          ? await explainFiles(files, { language: options.lang, full: options.full, dns: options.dns }, terminal)
          : await explainBatch(options.batch, terminal)
    })
  addTemplateCommand(program, (code) => {
    status = code
  })
  await program.parseAsync([...argv], { from: 'user' })
  return status
}
