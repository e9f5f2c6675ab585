import { LANGUAGES, type Language } from '../i18n/language.ts'

/** What a command line is answered in: `--lang` wherever it stands, whatever else of the line can be read, else the language of the system. */
export function languageOfLine(argv: readonly string[]): Language {
  const place = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='))
  const given = place < 0 ? undefined : (argv[place]?.split('=')[1] ?? argv[place + 1])
  return LANGUAGES.find((language) => language === given) ?? systemLanguage()
}

/** Of the environment: French where it says so, else English. */
export function systemLanguage(): Language {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env
  return (LC_ALL || LC_MESSAGES || LANG || '').startsWith('fr') ? 'fr' : 'en'
}
