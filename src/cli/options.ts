import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Language } from '../i18n/language.ts'

/** `--config FILE`, for every command that works on a desk. */
export function configOption(): Option {
  return new Option('-c, --config <file>', 'the settings').env('GUICHET_CONFIG').default('guichet.yaml')
}

/** `--lang en|fr` */
export function languageOption(what: string): Option {
  return new Option('--lang <language>', what).choices(['en', 'fr']).default(systemLanguage())
}

/** A whole number of at least 1. */
export function positiveNumber(text: string): number {
  const number = Number(text)
  if (Number.isSafeInteger(number) && number > 0) return number
  throw new InvalidArgumentError('It must be a whole number, at least 1.')
}

/** The command that gathers others (`mail`), made by whoever comes first. */
export function commandGroup(program: Command, name: string, description: string): Command {
  return program.commands.find((known) => known.name() === name) ?? program.command(name).description(description)
}

/** Of the environment: French where it says so, else English. */
export function systemLanguage(): Language {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env
  return (LC_ALL || LC_MESSAGES || LANG || '').startsWith('fr') ? 'fr' : 'en'
}
