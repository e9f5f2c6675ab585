import type { Command } from 'commander'
import { commandGroup } from './options.ts'
import type { Cli } from './terminal.ts'

/** `guichet mail`, which gathers the commands about mails that came in. */
export function mailGroup(program: Command, cli: Cli): Command {
  return commandGroup(program, cli, 'mail', {
    en: 'look at mails and at what became of them',
    fr: 'regarder les messages et ce qu’ils sont devenus',
  })
}
