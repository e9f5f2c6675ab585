import type { Command } from 'commander'
import type { Language } from '../i18n/language.ts'
import {
  choiceOption,
  commandGroup,
  configOption,
  languageOption,
  limitOption,
  listed,
  onlyThese,
  positiveNumber,
  positiveNumbers,
  ticketOption,
} from './options.ts'
import type { Cli } from './terminal.ts'
import { wrongUsage } from './wrong-usage.ts'

const statuses = ['waiting', 'sending', 'sent', 'parked', 'held', 'cancelled', 'digest']

interface Flags {
  config: string
  lang: Language
}

interface ListFlags {
  config: string
  status?: string
  ticket?: number
  limit: number
  lang: Language
}

/** `guichet outbox list | show | retry | resume` */
export function registerOutbox(program: Command, cli: Cli): void {
  const outbox = commandGroup(program, cli, 'outbox', {
    en: 'look at the mails that go out, and send again what was stopped',
    fr: 'regarder les messages qui partent, et renvoyer ce qui a été arrêté',
  })
  registerList(outbox, cli)
  registerShow(outbox, cli)
  registerRetry(outbox, cli)
  registerResume(outbox, cli)
}

function registerList(outbox: Command, cli: Cli): void {
  outbox
    .command('list')
    .description(
      cli.say({
        en: 'the mails, newest first, and the transports that are paused',
        fr: 'les messages, du plus récent au plus ancien, et les transports en pause',
      }),
    )
    .addOption(choiceOption(cli, '--status', { en: 'status', fr: 'statut' }, onlyThese, statuses))
    .addOption(ticketOption(cli))
    .addOption(limitOption(cli))
    .addOption(languageOption(cli, 'list'))
    .addOption(configOption(cli))
    .action(async ({ config, lang: language, ...only }: ListFlags) => {
      const { withDesk, listOutbox } = await load()
      await withDesk(config, ({ store }) => listOutbox(store, { ...only, language }, cli.write))
    })
}

function registerShow(outbox: Command, cli: Cli): void {
  const { say } = cli
  outbox
    .command('show')
    .description(
      say({
        en: 'all that is known of one mail, with every answer of the server',
        fr: 'tout ce qu’on sait d’un message, avec chaque réponse du serveur',
      }),
    )
    .argument('<id>', say(listed.one), positiveNumber('<id>'))
    .addOption(languageOption(cli, 'report'))
    .addOption(configOption(cli))
    .action(async (id: number, { config, lang }: Flags) => {
      const { withDesk, showOutbox } = await load()
      cli.end((await withDesk(config, ({ store }) => showOutbox(store, id, lang, cli.write))) ? 0 : 1)
    })
}

function registerRetry(outbox: Command, cli: Cli): void {
  const { say } = cli
  outbox
    .command('retry')
    .description(
      say({
        en: 'send again what was stopped: the same mail where it had been made',
        fr: 'renvoyer ce qui a été arrêté : le même message s’il était déjà fait',
      }),
    )
    .argument('[ids...]', say(listed.several), positiveNumbers('[ids]'))
    .option('--all', say({ en: 'every parked mail', fr: 'tous les messages mis de côté' }))
    .addOption(languageOption(cli, 'answer'))
    .addOption(configOption(cli))
    .action(async (ids: number[] = [], { config, lang: language, all = false }: Flags & { all?: boolean }) => {
      if (all === ids.length > 0)
        throw wrongUsage({ en: 'Name the mails, or --all.', fr: 'Nommez les messages, ou --all.' })
      const { withDesk, retryOutbox } = await load()
      const count = await withDesk(config, ({ store }) =>
        retryOutbox(store, all ? { all: true } : { ids }, { now: Date.now(), language }, cli.write),
      )
      cli.end(all || count === ids.length ? 0 : 1)
    })
}

function registerResume(outbox: Command, cli: Cli): void {
  const { say } = cli
  outbox
    .command('resume')
    .description(
      say({ en: 'end the pause of a transport, or of all', fr: 'finir la pause d’un transport, ou de tous' }),
    )
    .argument('[transport]', say({ en: 'its key in the settings', fr: 'sa clé dans la configuration' }))
    .addOption(languageOption(cli, 'answer'))
    .addOption(configOption(cli))
    .action(async (transport: string | undefined, { config, lang }: Flags) => {
      const { withDesk, resumeOutbox } = await load()
      const count = await withDesk(config, ({ store, settings }) => {
        const known = settings.transports.map(({ key }) => key)
        return resumeOutbox(store, transport ?? null, { known, language: lang }, cli.write)
      })
      cli.end(count === null ? 1 : 0)
    })
}

async function load() {
  return { ...(await import('./open-desk.ts')), ...(await import('./outbox.ts')) }
}
