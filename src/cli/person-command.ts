import type { Command } from 'commander'
import type { Language } from '../i18n/language.ts'
import type { Sentence } from '../i18n/sentence.ts'
import { commandGroup, configOption, languageOption, valueOption, values } from './options.ts'
import type { Cli } from './terminal.ts'

interface Flags {
  config: string
  lang: Language
}

/** `guichet person export | erase` */
export function registerPerson(program: Command, cli: Cli): void {
  const person = commandGroup(program, cli, 'person', {
    en: 'give a person all that is held on them, or take them out of it',
    fr: 'remettre à une personne tout ce qui est conservé sur elle, ou l’en retirer',
  })
  registerExport(person, cli)
  registerErase(person, cli)
}

const who = {
  value: { en: 'who', fr: 'qui' },
  what: { en: 'an address, or the number of the person', fr: 'une adresse, ou le numéro de la personne' },
} as const satisfies Record<string, Sentence>

function registerExport(person: Command, cli: Cli): void {
  const { say } = cli
  person
    .command('export')
    .description(
      say({
        en: 'write all that is held on a person into a folder: JSON, mails as they came and went, documents',
        fr: 'écrire dans un dossier tout ce qui est conservé sur une personne : JSON, messages tels que reçus et envoyés, documents',
      }),
    )
    .argument(`<${say(who.value)}>`, say(who.what))
    .addOption(
      valueOption(cli, '--out', values.folder, {
        en: 'the folder to make; else person-<number>',
        fr: 'le dossier à créer ; sinon person-<numéro>',
      }),
    )
    .addOption(languageOption(cli, 'answer'))
    .addOption(configOption(cli))
    .action(async (who: string, { config, lang: language, out }: Flags & { out?: string }) => {
      const { withDesk } = await import('./open-desk.ts')
      const { exportPerson } = await import('./person-export.ts')
      const options = { language, folder: out ?? null }
      cli.end(await withDesk(config, ({ store, files }) => exportPerson({ store, files }, who, options, cli.write)))
    })
}

const reach: Sentence = {
  en: `
What is reached: their mails (raw and journal, with the trace), followups, descriptions and reasons; documents that nobody else
sent; every mail of ours on tickets in which they take part, to whomever (rendered bytes, text, frozen data); what others' replies on those
tickets quoted of them, and the raw bytes of those replies; their address and full name in every table, alarms and refusals too.
Tickets stay whole for the others: words are replaced by “[erased]”. It can be called again at any time.`,
  fr: `
Ce qui est atteint : ses messages (bruts et au journal, avec leur trace), ses suivis, descriptions et motifs ; les documents que personne
d’autre n’a envoyés ; chacun de nos messages sur les tickets auxquels elle participe, quel qu’en soit le destinataire (octets, texte, données
figées) ; ce que les réponses des autres sur ces tickets ont cité d’elle, et les octets bruts de ces réponses ; son adresse et son nom complet
dans chaque table, alarmes et refus compris.
Les tickets restent entiers pour les autres : les mots sont remplacés par « [effacé] ». La commande peut être relancée à tout moment.`,
}

function registerErase(person: Command, cli: Cli): void {
  const { say } = cli
  person
    .command('erase')
    .description(
      say({
        en: 'take a person out of everything that is held; says what must stay, and why',
        fr: 'retirer une personne de tout ce qui est conservé ; dit ce qui doit rester, et pourquoi',
      }),
    )
    .argument(`<${say(who.value)}>`, say(who.what))
    .option(
      '--dry-run',
      say({ en: 'only say what would be reached', fr: 'dire seulement ce qui serait atteint' }),
      false,
    )
    .option(
      '--yes',
      say({ en: 'do it: it cannot be undone', fr: 'le faire : on ne peut pas revenir en arrière' }),
      false,
    )
    .addOption(languageOption(cli, 'answer'))
    .addOption(configOption(cli))
    .addHelpText('after', say(reach))
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
