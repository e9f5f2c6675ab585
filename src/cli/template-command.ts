import type { Command, Option } from 'commander'
import type { Language } from '../i18n/language.ts'
import { commandGroup, languageOption, valueOption, values } from './options.ts'
import type { Cli } from './terminal.ts'

/** `guichet template check | preview` */
export function registerTemplate(program: Command, cli: Cli): void {
  const template = commandGroup(program, cli, 'template', {
    en: 'check the mail templates, and look at the mails they make',
    fr: 'vérifier les modèles de notification, et regarder les messages qu’ils font',
  })
  registerCheck(template, cli)
  registerPreview(template, cli)
}

interface Flags {
  lang: Language
  overrides?: string
}

function registerCheck(template: Command, cli: Cli): void {
  template
    .command('check')
    .description(
      cli.say({
        en: 'find what is wrong with the templates; the exit status is 1 where something is',
        fr: 'trouver ce qui ne va pas dans les modèles ; le code de retour est 1 s’il y a quelque chose',
      }),
    )
    .addOption(languageOption(cli, 'report'))
    .addOption(overridesOption(cli))
    .action(async ({ lang: language, ...options }: Flags) => {
      const { checkTemplates } = await import('./template.ts')
      cli.end(await checkTemplates({ ...options, language }, cli.write))
    })
}

function registerPreview(template: Command, cli: Cli): void {
  const { say } = cli
  template
    .command('preview')
    .description(
      say({
        en: 'show a mail made from sample data: its subject and text, or its HTML in a file',
        fr: 'montrer un message fait de données d’exemple : son objet et son texte, ou son HTML dans un fichier',
      }),
    )
    .argument(
      say({ en: '<event>', fr: '<événement>' }),
      say({ en: 'the mail: new, followup, solved, …', fr: 'le message : new, followup, solved, …' }),
    )
    .addOption(languageOption(cli, 'mail'))
    .addOption(
      valueOption(cli, '--out', values.file, {
        en: 'write the HTML to a file, or the text where its name ends in .txt',
        fr: 'écrire le HTML dans un fichier, ou le texte si son nom finit par .txt',
      }),
    )
    .addOption(overridesOption(cli))
    .action(async (event: string, { lang: language, ...options }: Flags & { out?: string }) => {
      const { previewTemplate } = await import('./template.ts')
      cli.end(await previewTemplate(event, { ...options, language }, cli.write))
    })
}

function overridesOption(cli: Cli): Option {
  return valueOption(cli, '--overrides', values.folder, {
    en: 'a folder whose files stand for the shipped ones of the same name',
    fr: 'un dossier dont les fichiers remplacent ceux de même nom qui sont livrés',
  })
}
