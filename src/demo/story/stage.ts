import { setTimeout as sleep } from 'node:timers/promises'
import { PermanentError } from '../../errors.ts'
import { listJournal } from '../../store/queries/journal.ts'
import { loadTicketPage, type TicketPage } from '../../store/queries/ticket-page.ts'
import { readSubjectTag } from '../../threading/subject-tag.ts'
import type { MailClient } from '../mail/mail-client.ts'
import { type MailWithFiles, readStoredMail } from '../mail/mailbox.ts'
import type { Said } from '../said.ts'
import { within } from '../within.ts'
import type { World } from '../world.ts'

/** What a step may do: say what happens, and see with its own eyes that it did. Whatever does not come true in time ends the story. */
export interface Stage {
  world: World
  /** Begins a step. */
  step(title: Said): void
  /** The next unread mail of a mailbox that fits; it is read then. */
  arrives(client: MailClient, said: Said, fits?: (mail: MailWithFiles) => boolean): Promise<MailWithFiles>
  /** Until `probe` sees it: it gives null then, and else what it sees instead. */
  holds(said: Said, probe: () => Promise<string | null>): Promise<void>
  /** What the journal says of the newest mail of an address, once it is decided. */
  becomes(said: Said, from: string, subject: string, outcome: string): Promise<void>
  /** Everything that has come in is decided and sent, and none of it went to these. */
  nothingNew(said: Said, ...clients: MailClient[]): Promise<void>
  /** The number in the subject. */
  numberOf(mail: MailWithFiles): number
  /** The ticket as it stands in the database. */
  ticket(id: number): Promise<TicketPage>
}

/** A step that did not come true: what should have, and what was seen instead. */
export class StoryError extends PermanentError {
  readonly said: Said

  constructor(said: Said, detail: string) {
    super('demo-story', said.en, { detail, french: said.fr })
    this.said = said
  }
}

export interface StageOptions {
  world: World
  tell(line: string): void
  /** How long a step waits for what has to come, in milliseconds. */
  patience: number
  signal: AbortSignal
}

const glance = 20

export function createStage({ world, tell, patience, signal }: StageOptions): Stage {
  const { language, app, cast } = world
  const read = new Map<MailClient, Set<number>>()
  let steps = 0
  const done = (said: Said, detail: string) => tell(`    ✓ ${said[language]}${detail === '' ? '' : ` (${detail})`}`)

  const until = async <T>(said: Said, look: () => Promise<{ found: T } | { seen: string }>): Promise<T> => {
    const end = performance.now() + patience
    for (;;) {
      const sight = await look()
      if ('found' in sight) return sight.found
      if (performance.now() > end) throw new StoryError(said, sight.seen)
      await sleep(glance, undefined, { signal })
    }
  }

  const unread = (client: MailClient) =>
    client.mailbox.mails('INBOX').filter(({ uid }) => !(read.get(client)?.has(uid) ?? false))

  const stage: Stage = {
    world,
    step(title) {
      steps += 1
      tell(`\n${String(steps).padStart(2)}. ${title[language]}`)
    },
    async arrives(client, said, fits = () => true) {
      const mail = await until(said, async () => {
        const mails = unread(client)
        for (const { uid, raw } of mails) {
          const found = await readStoredMail(raw)
          if (!fits(found)) continue
          read.set(client, (read.get(client) ?? new Set()).add(uid))
          return { found }
        }
        return { seen: await describeAll(mails.map(({ raw }) => raw)) }
      })
      done(said, mail.subject)
      return mail
    },
    async holds(said, probe) {
      await until(said, async () => {
        const seen = await probe()
        return seen === null ? { found: null } : { seen }
      })
      done(said, '')
    },
    becomes: (said, from, subject, outcome) =>
      stage.holds(said, async () => {
        const mails = await listJournal(app.store, { from }, 50)
        const mail = mails.find((row) => row.subject === subject)
        return mail?.outcome === outcome ? null : `${mail?.outcome ?? mail?.status ?? '–'}: ${mail?.reason ?? '–'}`
      }),
    async nothingNew(said, ...clients) {
      await within(patience, said[language], app.idle())
      const mails = clients.flatMap(unread)
      if (mails.length > 0) throw new StoryError(said, await describeAll(mails.map(({ raw }) => raw)))
      done(said, '')
    },
    numberOf(mail) {
      const number = readSubjectTag(cast.desk.prefix, mail.subject)
      if (number === null) throw new StoryError(noNumber, mail.subject)
      return number
    },
    async ticket(id) {
      const page = await loadTicketPage(app.store, id)
      if (!page) throw new StoryError(noTicket, String(id))
      return page
    },
  }
  return stage
}

const noNumber: Said = { en: 'The subject has a ticket number', fr: 'L’objet porte un numéro de ticket' }
const noTicket: Said = { en: 'The ticket is in the database', fr: 'Le ticket est dans la base' }

async function describeAll(mails: readonly Buffer[]): Promise<string> {
  const read = await Promise.all(mails.slice(-10).map(readStoredMail))
  return read.length === 0 ? '–' : read.map(({ subject }) => `“${subject}”`).join(', ')
}
