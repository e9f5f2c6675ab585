import type { Command } from 'commander'
import type { Language } from '../i18n/language.ts'
import { mailGroup } from './mail-group.ts'
import {
  choiceOption,
  configOption,
  doesNotFit,
  languageOption,
  limitOption,
  onlyThese,
  ticketOption,
  valueOption,
  values,
} from './options.ts'
import type { Cli } from './terminal.ts'

interface Flags {
  config: string
  lang: Language
  outcome?: string
  from?: string
  ticket?: number
  since?: number
  limit: number
  json: boolean
}

const outcomes = [
  ...['opened', 'followedUp', 'commanded', 'bounced', 'duplicate', 'held', 'ignored', 'rejected', 'parked'],
  ...['accepted', 'refused', 'waiting', 'processing'],
]

/** `guichet mail list` */
export function registerMailList(program: Command, cli: Cli): void {
  const { say } = cli
  mailGroup(program, cli)
    .command('list')
    .description(
      say({
        en: 'the mails that came in, newest first, each with what it became and why',
        fr: 'les messages reçus, du plus récent au plus ancien, avec ce que chacun est devenu et pourquoi',
      }),
    )
    .addOption(choiceOption(cli, '--outcome', { en: 'outcome', fr: 'issue' }, onlyThese, outcomes))
    .addOption(
      valueOption(cli, '--from', values.address, {
        en: 'only those of a sender',
        fr: 'seulement ceux d’un expéditeur',
      }),
    )
    .addOption(ticketOption(cli))
    .addOption(
      valueOption(
        cli,
        '--since',
        { en: 'day', fr: 'jour' },
        {
          en: 'only those received since, such as 2026-11-24 or 2026-11-24T09:00Z',
          fr: 'seulement ceux reçus depuis, comme 2026-11-24 ou 2026-11-24T09:00Z',
        },
      ).argParser(instant),
    )
    .addOption(limitOption(cli))
    .option(
      '--json',
      say({ en: 'for programs: one object a line', fr: 'pour des programmes : un objet par ligne' }),
      false,
    )
    .addOption(languageOption(cli, 'list'))
    .addOption(configOption(cli))
    .action(async ({ config, lang: language, ticket, ...only }: Flags) => {
      const { withDesk } = await import('./open-desk.ts')
      const { listMail } = await import('./mail-list.ts')
      const options = { ...only, language, ...(ticket === undefined ? {} : { ticketId: ticket }) }
      await withDesk(config, ({ store }) => listMail(store, options, cli.write))
    })
}

function instant(text: string): number {
  const at = Date.parse(text)
  if (Number.isNaN(at))
    throw doesNotFit(text, '--since', {
      en: 'a day or a time, such as 2026-11-24',
      fr: 'un jour ou un moment, comme 2026-11-24',
    })
  return at
}
