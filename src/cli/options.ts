import { type Command, Option } from 'commander'
import type { Sentence } from '../i18n/sentence.ts'
import { systemLanguage } from './cli-language.ts'
import type { Cli } from './terminal.ts'
import { wrongUsage } from './wrong-usage.ts'

/** `--config FILE`, for every command that works on a desk. */
export function configOption({ say }: Cli): Option {
  return new Option(`-c, --config <${say(values.file)}>`, say({ en: 'the settings', fr: 'la configuration' }))
    .env('GUICHET_CONFIG')
    .default('guichet.yaml')
}

/** `--lang en|fr`; `of` is what is in that language. */
export function languageOption(cli: Cli, of: keyof typeof inLanguage): Option {
  return choiceOption(cli, '--lang', values.language, inLanguage[of], ['en', 'fr']).default(systemLanguage())
}

const inLanguage = {
  answer: { en: 'language of the answer', fr: 'langue de la réponse' },
  list: { en: 'language of the list', fr: 'langue de la liste' },
  report: { en: 'language of the report', fr: 'langue du rapport' },
  page: { en: 'language of the page', fr: 'langue de la page' },
  story: { en: 'language of the story', fr: 'langue de l’histoire' },
  questions: { en: 'language of the questions and of the comments', fr: 'langue des questions et des commentaires' },
  mail: { en: 'language of the mail', fr: 'langue du message' },
  trouble: { en: 'language of what goes wrong', fr: 'langue de ce qui échoue' },
} as const satisfies Record<string, Sentence>

/** What stands for a value in the help: `--out <file>`. */
export const values = {
  file: { en: 'file', fr: 'fichier' },
  folder: { en: 'folder', fr: 'dossier' },
  language: { en: 'language', fr: 'langue' },
  address: { en: 'address', fr: 'adresse' },
  number: { en: 'number', fr: 'numéro' },
  count: { en: 'count', fr: 'nombre' },
  key: { en: 'key', fr: 'clé' },
} as const satisfies Record<string, Sentence>

/** `--out <file>`: an option with a value. */
export function valueOption({ say }: Cli, flag: string, value: Sentence, what: Sentence): Option {
  return new Option(`${flag} <${say(value)}>`, say(what))
}

/** `--status <status>`: an option whose value is one of a few. */
export function choiceOption(
  cli: Cli,
  flag: string,
  value: Sentence,
  what: Sentence,
  choices: readonly string[],
): Option {
  return valueOption(cli, flag, value, what)
    .choices(choices)
    .argParser((text) => {
      if (choices.includes(text)) return text
      const allowed = choices.join(', ')
      throw doesNotFit(text, flag, { en: `one of ${allowed}`, fr: `l’un de ${allowed}` })
    })
}

/** `--limit <count>`: an option whose value is a whole number of at least 1. */
export function numberOption(cli: Cli, flag: string, value: Sentence, what: Sentence): Option {
  return valueOption(cli, flag, value, what).argParser(positiveNumber(flag))
}

/** `--ticket <number>`, of a list. */
export function ticketOption(cli: Cli): Option {
  return numberOption(cli, '--ticket', values.number, {
    en: 'only those of a ticket',
    fr: 'seulement ceux d’un ticket',
  })
}

/** `--limit <count>`, of a list. */
export function limitOption(cli: Cli): Option {
  return numberOption(cli, '--limit', values.count, { en: 'how many at most', fr: 'combien au plus' }).default(50)
}

/** What an option of a list is for that names what is wanted of it. */
export const onlyThese: Sentence = { en: 'only these', fr: 'seulement ceux-là' }

/** What the number of a mail, or of several, is. */
export const listed = {
  one: { en: 'as the list shows it', fr: 'tel que la liste le montre' },
  several: { en: 'as the list shows them', fr: 'tels que la liste les montre' },
} as const satisfies Record<string, Sentence>

/** Reads a whole number of at least 1 that was given for an option or an argument. */
export function positiveNumber(name: string): (text: string) => number {
  return (text) => {
    const number = Number(text)
    if (Number.isSafeInteger(number) && number > 0) return number
    throw doesNotFit(text, name, { en: 'a whole number, at least 1', fr: 'un nombre entier, 1 au moins' })
  }
}

/** Reads several of them. */
export function positiveNumbers(name: string): (text: string, known?: number[]) => number[] {
  const read = positiveNumber(name)
  return (text, known = []) => [...known, read(text)]
}

/** What was given for an option or an argument is not what is allowed there. */
export function doesNotFit(text: string, name: string, allowed: Sentence): Error {
  return wrongUsage({
    en: `“${text}” does not fit ${name}. Allowed: ${allowed.en}.`,
    fr: `« ${text} » ne convient pas à ${name}. Permis : ${allowed.fr}.`,
  })
}

/** The command that gathers others (`mail`), made by whoever comes first. */
export function commandGroup(program: Command, cli: Cli, name: string, what: Sentence): Command {
  return (
    program.commands.find((known) => known.name() === name) ??
    program.command(name).description(cli.say(what)).usage(groupUsage(cli))
  )
}

/** How a command is called that has others below it. */
export function groupUsage({ say }: Cli): string {
  return say({ en: '[options] [command]', fr: '[options] [commande]' })
}
