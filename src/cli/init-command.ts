import type { Command } from 'commander'
import type { Language } from '../i18n/language.ts'
import type { Sentence } from '../i18n/sentence.ts'
import { askOnTerminal } from './ask-on-terminal.ts'
import type { Given } from './init-questions.ts'
import { choiceOption, languageOption, valueOption, values } from './options.ts'
import type { Cli } from './terminal.ts'

/** As a shell tells that Ctrl-C ended a program. */
const interrupted = 130

/** `guichet init` */
export function registerInit(program: Command, cli: Cli): void {
  const init = program
    .command('init')
    .description(
      cli.say({
        en: 'write a first guichet.yaml with comments, and the keys; asks, on a terminal, what the flags do not say',
        fr: 'écrire un premier guichet.yaml commenté, et les clés ; demande, sur un terminal, ce que les options ne disent pas',
      }),
    )
    .addOption(valueOption(cli, '--dir', values.folder, { en: 'where to write it', fr: 'où l’écrire' }).default('.'))
    .addOption(languageOption(cli, 'questions'))
  for (const [flag, value, what] of answers) init.addOption(valueOption(cli, flag, value, what))
  init
    .addOption(
      choiceOption(
        cli,
        '--database',
        { en: 'kind', fr: 'type' },
        { en: 'sqlite needs no server, mariadb is one', fr: 'sqlite se passe de serveur, mariadb en est un' },
        ['sqlite', 'mariadb'],
      ),
    )
    .action(async ({ dir, lang, ...given }: { dir: string; lang: Language } & Given) => {
      const { initDesk } = await import('./init.ts')
      const person = askOnTerminal()
      try {
        await initDesk(dir, given, lang, { person, write: cli.write })
      } catch (error) {
        if (!(error instanceof Error && error.name === 'AbortError')) throw error
        cli.end(interrupted)
      } finally {
        person?.close()
      }
    })
}

const name: Sentence = { en: 'name', fr: 'nom' }
const host: Sentence = { en: 'host', fr: 'hôte' }
const user: Sentence = { en: 'user', fr: 'utilisateur' }
const person: Sentence = { en: 'person', fr: 'personne' }

/** The flags that answer a question, what stands for their value, and what they say. */
const answers: readonly (readonly [flag: string, value: Sentence, what: Sentence])[] = [
  ['--name', name, { en: 'name of the desk', fr: 'nom du support' }],
  [
    '--prefix',
    { en: 'letters', fr: 'lettres' },
    { en: 'stands in the tag of every subject', fr: 'figure dans l’objet de chaque message' },
  ],
  ['--address', values.address, { en: 'that people write to', fr: 'à laquelle les gens écrivent' }],
  ['--imap-host', host, { en: 'IMAP server of the mailbox', fr: 'serveur IMAP du collecteur' }],
  ['--imap-user', user, { en: 'its user; else the address', fr: 'son utilisateur ; sinon l’adresse' }],
  ['--smtp-host', host, { en: 'SMTP server that takes our mail', fr: 'serveur SMTP qui envoie nos messages' }],
  ['--smtp-user', user, { en: 'its user; - for none', fr: 'son utilisateur ; - pour aucun' }],
  [
    '--web-url',
    { en: 'url', fr: 'url' },
    { en: 'address of our pages, as people see it', fr: 'adresse de nos pages, vue par les gens' },
  ],
  [
    '--technician',
    person,
    { en: 'the first one, as "Name <address>"', fr: 'le premier, sous la forme « Nom <adresse> »' },
  ],
  [
    '--administrator',
    person,
    { en: 'who runs the desk; else the technician', fr: 'qui administre Guichet ; sinon le technicien' },
  ],
]
