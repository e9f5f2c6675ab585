import { Command } from 'commander'

/** Runs one command line; the promise gives the exit status. Each command is loaded only when it is called. */
export async function runCli(argv: readonly string[]): Promise<number> {
  const program = new Command('guichet').description('A ticket desk that people use from their mailbox')
  const mail = program.command('mail').description('look at mails and at what became of them')
  mail
    .command('explain')
    .description('say who wrote a mail, what kind it is, and which part is new')
    .argument('[files...]', 'raw mails')
    .option('--batch <file>', 'a JSON object a line: {id, file, input, subject}')
    .action(async (_files: string[], options: { batch?: string }) => {
      const { explainBatch } = await import('./mail-explain.ts')
      if (options.batch) await explainBatch(options.batch, (line) => process.stdout.write(`${line}\n`))
    })
  await program.parseAsync([...argv], { from: 'user' })
  return 0
}
