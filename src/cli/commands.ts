import type { Command } from 'commander'
import { registerAdopt } from './adopt-command.ts'
import { registerConfig } from './config-command.ts'
import { registerDemo } from './demo-command.ts'
import { registerDoctor } from './doctor-command.ts'
import { registerInit } from './init-command.ts'
import { registerJournal } from './journal-command.ts'
import { registerKeys } from './keys-command.ts'
import { registerMailExplain } from './mail-explain-command.ts'
import { registerMailImport } from './mail-import-command.ts'
import { registerMailList } from './mail-list-command.ts'
import { registerMailbox } from './mailbox-command.ts'
import { registerMigrate } from './migrate-command.ts'
import { registerOutbox } from './outbox-command.ts'
import { registerPerson } from './person-command.ts'
import { registerStart } from './start-command.ts'
import { registerTemplate } from './template-command.ts'
import type { Cli } from './terminal.ts'
import { registerTicket } from './ticket-command.ts'

/** Every command, in the order in which --help shows them. What a command needs is loaded only when it is called. */
export const commands: readonly ((program: Command, cli: Cli) => void)[] = [
  registerInit,
  registerDemo,
  registerConfig,
  registerDoctor,
  registerStart,
  registerMigrate,
  registerAdopt,
  registerMailList,
  registerJournal,
  registerMailImport,
  registerMailExplain,
  registerMailbox,
  registerTicket,
  registerPerson,
  registerOutbox,
  registerTemplate,
  registerKeys,
]
