import type { CommanderError } from 'commander'
import { PermanentError } from '../errors.ts'
import type { Sentence } from '../i18n/sentence.ts'

const code = 'wrong-usage'

/** The command line makes no sense. */
export function wrongUsage({ en, fr }: Sentence): PermanentError {
  return new PermanentError(code, en, { french: fr })
}

export function isWrongUsage(error: unknown): boolean {
  return error instanceof PermanentError && error.code === code
}

/** The same, of what commander found. */
export function usageErrorOf(error: CommanderError): PermanentError {
  const finding = findings[error.code]
  const names = finding?.names.exec(error.message)
  if (finding && names) return wrongUsage(finding.tell(names[1] ?? '', names[2] ?? ''))
  return wrongUsage({
    en: `This command line makes no sense: ${error.message}`,
    fr: `Cette ligne de commande n’a pas de sens ; ce qui la lit dit : « ${error.message} »`,
  })
}

/** The code of a CommanderError says what it is; the names of what it is about stand in its text alone. */
interface Finding {
  names: RegExp
  tell(name: string, near: string): Sentence
}

const findings: Readonly<Record<string, Finding>> = {
  'commander.unknownCommand': {
    names: /^error: unknown command '(.*?)'(?:\n\(Did you mean (?:one of )?(.*)\?\))?$/s,
    tell: (name, near) => ({
      en: `There is no command “${name}”.${hint(near).en}`,
      fr: `Il n’y a pas de commande « ${name} ».${hint(near).fr}`,
    }),
  },
  'commander.unknownOption': {
    names: /^error: unknown option '(.*?)'(?:\n\(Did you mean (?:one of )?(.*)\?\))?$/s,
    tell: (name, near) => ({
      en: `There is no option “${name}” here.${hint(near).en}`,
      fr: `Il n’y a pas d’option « ${name} » ici.${hint(near).fr}`,
    }),
  },
  'commander.missingArgument': {
    names: /^error: missing required argument '(.*)'$/s,
    tell: (name) => ({ en: `<${name}> is missing.`, fr: `Il manque <${name}>.` }),
  },
  'commander.optionMissingArgument': {
    names: /^error: option '(.*)' argument missing$/s,
    tell: (name) => ({ en: `The value of ${name} is missing.`, fr: `Il manque la valeur de ${name}.` }),
  },
  'commander.excessArguments': {
    names: /^error: too many arguments for '(.*?)'\. Expected (\d+) arguments? but got /s,
    tell: (name, most) => ({
      en: `This is more than “${name}” takes (${most}): an option without its dashes?`,
      fr: `C’est plus que « ${name} » n’accepte (${most}) : une option sans ses tirets ?`,
    }),
  },
}

function hint(near: string): Sentence {
  return near === '' ? { en: '', fr: '' } : { en: ` Did you mean ${near}?`, fr: ` Vouliez-vous dire ${near} ?` }
}
