import type { Command } from 'commander'
import { commandWords } from '../i18n/command-words.ts'
import type { Language } from '../i18n/language.ts'
import { commandGroup, configOption, languageOption } from './options.ts'
import type { Cli } from './terminal.ts'

/** `guichet keys rotate` */
export function registerKeys(program: Command, cli: Cli): void {
  commandGroup(program, cli, 'keys', {
    en: 'the keys that sign links, reply addresses and Message-IDs',
    fr: 'les clés qui signent les liens, les adresses de réponse et les Message-ID',
  })
    .command('rotate')
    .description(
      cli.say({
        en: 'sign with a new key from the next start on; what the old ones signed stays good',
        fr: 'signer avec une nouvelle clé dès le prochain démarrage ; ce que les anciennes ont signé reste valable',
      }),
    )
    .addOption(languageOption(cli, 'answer'))
    .addOption(configOption(cli))
    .action(async ({ config, lang }: { config: string; lang: Language }) => {
      const [{ loadDatabaseSettings }, { keysPath, rotateKeys }] = await Promise.all([
        import('../settings/load-settings.ts'),
        import('../settings/keys.ts'),
      ])
      const { data } = await loadDatabaseSettings(config)
      const id = await rotateKeys(data)
      cli.write(commandWords[lang].rotated(id, keysPath(data)))
    })
}
